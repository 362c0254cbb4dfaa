import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readCookie, sessionCookieName, writeCookie } from '../auth/cookie.ts'
import { ssoCallbackPath } from '../auth/index.ts'
import { errandMs, type Sso } from '../sso/index.ts'
import { noteJoined } from './invitations.ts'
import { requestFields } from './log.ts'
import { demandOwnRead } from './origin.ts'
import { note, type SignInDeps } from './sign-in.ts'

const maxQueryLength = 4_096
const maxUserAgentLength = 300
/** Only an address of this site is gone on to. */
const startQuery = z.strictObject({
  next: z
    .string()
    .max(2_000)
    .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
    .default('/'),
  again: z.literal('1').optional(),
})

/**
 * `GET /api/auth/ways`: how people may sign in here besides by password. Where there is an issuer, `GET
 * /api/auth/sso/start` leads to it and `GET /api/auth/sso/callback` back: on to `next`, or to `/sign-in?refused=<why>`.
 * With `?again=1` somebody who is signed in proves once more who they are.
 */
export function registerSso(app: FastifyInstance, deps: SignInDeps): void {
  const { sso } = deps.auth
  app.get('/api/auth/ways', async (request, reply) => {
    demandOwnRead(request.headers)
    return reply.header('cache-control', 'no-store').send({ sso: sso && { label: sso.label } })
  })
  if (sso) registerIssuer(app, deps, sso)
}

function registerIssuer(app: FastifyInstance, deps: SignInDeps, sso: Sso): void {
  const { auth, limits, baseUrl } = deps
  const errandCookie = `${sessionCookieName(baseUrl.startsWith('https:'))}_sso`
  const options = { handlerTimeout: deps.requestTimeoutMs }

  app.get('/api/auth/sso/start', options, async (request, reply) => {
    demandOwnRead(request.headers)
    await limits.countStranger(request)
    const { next, again } = startQuery.parse(request.query)
    const signIn = again ? await auth.sessionOf(request.headers) : null
    if (again && !signIn) throw new SynclineError('AUTH_REQUIRED')
    reply.header('cache-control', 'no-store')
    try {
      const { url, sealed } = await sso.start({ next, sessionId: signIn?.sessionId ?? null })
      return reply
        .header('set-cookie', writeCookie(errandCookie, sealed, errandMs / 1_000))
        .redirect(url, 303)
    } catch (error) {
      return reply.redirect(refusedAt(reasonOf(request, error)), 303)
    }
  })

  app.get(ssoCallbackPath, options, async (request, reply) => {
    await limits.countStranger(request)
    const sealed = readCookie(request.headers.cookie, errandCookie)
    const query = (request.url.split('?')[1] ?? '').slice(0, maxQueryLength)
    // Good for one way: whatever becomes of it, the next one begins anew.
    const over = writeCookie(errandCookie, '', 0)
    const go = (address: string, ...cookies: string[]) =>
      reply
        .header('cache-control', 'no-store')
        .header('set-cookie', [over, ...cookies])
        .redirect(address, 303)
    try {
      const errand = await sso.errandOf(sealed)
      if (errand?.sessionId) {
        await proveAgain(deps, sso, request, { sealed, query, sessionId: errand.sessionId })
        return go(errand.next)
      }
      const back = await sso.enter(sealed, query)
      if ('refused' in back) {
        if (back.email) await note(deps, request, 'session.signIn', { email: back.email }, back.refused)
        return go(refusedAt(back.refused))
      }
      const { userId, linked, joined, provedAt, next } = back
      request.syncline.userId = userId
      const cookie = await auth.beginSession(userId, {
        provedAt,
        ipAddress: request.ip,
        userAgent: request.headers['user-agent']?.slice(0, maxUserAgentLength) ?? '',
      })
      for (const invitation of joined) await noteJoined(deps, request, invitation, userId)
      if (linked) await note(deps, request, 'session.linkIssuer', { id: userId })
      await note(deps, request, 'session.signIn', { id: userId }, 'done', { by: 'issuer' })
      return go(next, cookie)
    } catch (error) {
      return go(refusedAt(reasonOf(request, error)))
    }
  })
}

const refusedAt = (reason: string) => `/sign-in?refused=${reason}`

async function proveAgain(
  deps: SignInDeps,
  sso: Sso,
  request: FastifyRequest,
  { sealed, query, sessionId }: { sealed: string | undefined; query: string; sessionId: string },
): Promise<void> {
  const { auth } = deps
  const signIn = await auth.sessionOf(request.headers)
  if (signIn?.sessionId !== sessionId) throw new SynclineError('STATE_CONFLICT', { reason: 'sign_in_over' })
  const who = { id: signIn.user.id }
  request.syncline.userId = who.id
  try {
    await sso.proveAgain(sealed, query, who.id)
  } catch (error) {
    await note(deps, request, 'session.stepUp', who, error instanceof SynclineError ? error.code : 'UNKNOWN')
    throw error
  }
  await auth.markVerified(sessionId)
  auth.forget(request.headers)
  await note(deps, request, 'session.stepUp', who, 'done', { by: 'issuer' })
}

/** What the sign-in page is told; the log keeps the cause. @throws what is nobody's refusal */
function reasonOf(request: FastifyRequest, error: unknown): string {
  const reason = error instanceof SynclineError ? error.details['reason'] : undefined
  if (typeof reason !== 'string') throw error
  request.log.warn({ ...requestFields(request), err: error }, 'a sign-in at the issuer was refused')
  return reason
}
