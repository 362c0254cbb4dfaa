import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { maxPasswordLength } from '../auth/better-auth.ts'
import { failureOf } from '../failure/failure.ts'
import { demandFresh } from '../trpc/access.ts'
import { demandOwnChange } from './origin.ts'
import { copyCookies, isOwnPassword, note, pass, type SignInDeps } from './sign-in.ts'

const bodyLimitBytes = 4 * 1024
/** Who has no password has proved themselves at the issuer a moment ago. */
const passwordBody = z.strictObject({ password: z.string().min(1).max(maxPasswordLength).optional() })
/** Six digits of the app, or one of the recovery codes. */
const codeBody = z.strictObject({ code: z.string().trim().min(6).max(32) })
const enabled = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) })
const signedIn = z.object({ user: z.object({ id: z.string(), email: z.string() }) })
const digits = /^\d{6}$/

/**
 * Codes at sign-in. `POST /api/auth/two-factor` with a code finishes a sign-in that asked for one, and proves the app
 * after `.../enable`; a recovery code works once. `.../enable` and `.../disable` ask for the password, or of who has none
 * for a fresh sign-in at the issuer.
 */
export function registerTwoFactor(app: FastifyInstance, deps: SignInDeps): void {
  const { auth, limits } = deps
  const options = {
    bodyLimit: bodyLimitBytes,
    handlerTimeout: deps.requestTimeoutMs,
    onRequest: async (request: FastifyRequest) =>
      demandOwnChange(request.headers, { origins: deps.origins, ownHeader: true }),
    preHandler: (request: FastifyRequest) => limits.countStranger(request),
  }
  const fresh = (reply: FastifyReply) => reply.header('cache-control', 'no-store')

  app.post('/api/auth/two-factor', options, async (request, reply) => {
    const { code } = codeBody.parse(request.body)
    const before = await auth.sessionOf(request.headers)
    const owner = before?.user.id ?? (await auth.codes.ownerOf(request.headers))
    if (owner === null) throw new SynclineError('AUTH_REQUIRED', { reason: 'sign_in_over' })
    const action = before ? 'session.enableTwoFactor' : 'session.signIn'
    const response = await verify(deps, request, owner, code).catch(async (error) => {
      await note(deps, request, action, { id: owner }, failureOf(error).body.code)
      throw error
    })
    const { user } = signedIn.parse(await response.json())
    request.syncline.userId = user.id
    if (before) auth.forget(request.headers)
    const { cookie } = request.headers
    await auth.guesses.forget(user.email, await auth.places.find(user.email, request.ip, cookie))
    await note(deps, request, action, { id: user.id })
    copyCookies(response, reply)
    reply.header('set-cookie', auth.places.remember(user.email, cookie))
    return fresh(reply).send({ signedIn: true })
  })

  for (const what of ['enable', 'disable'] as const)
    app.post(`/api/auth/two-factor/${what}`, options, async (request, reply) => {
      const body = passwordBody.parse(request.body)
      const signIn = await auth.sessionOf(request.headers)
      if (!signIn) throw new SynclineError('AUTH_REQUIRED')
      request.syncline.userId = signIn.user.id
      if (signIn.hasPassword) {
        if (!(await isOwnPassword(deps, request, signIn, body.password ?? ''))) {
          await note(deps, request, `session.${what}TwoFactor`, { id: signIn.user.id }, 'AUTH_REQUIRED')
          throw new SynclineError('AUTH_REQUIRED', { reason: 'wrong_password' })
        }
      } else demandFresh(signIn, new Date())
      const response = await pass(deps, request, `/api/auth/two-factor/${what}`, body)
      auth.forget(request.headers)
      copyCookies(response, reply)
      if (what === 'enable') return fresh(reply).send(enabled.parse(await response.json()))
      await note(deps, request, 'session.disableTwoFactor', { id: signIn.user.id })
      return fresh(reply).send({ disabled: true })
    })
}

/** Has a code looked at that was not tried before. */
async function verify(
  deps: SignInDeps,
  request: FastifyRequest,
  userId: string,
  code: string,
): Promise<Response> {
  if (!digits.test(code)) return pass(deps, request, '/api/auth/two-factor/verify-backup-code', { code })
  await deps.auth.codes.take(userId, code)
  return pass(deps, request, '/api/auth/two-factor/verify-totp', { code })
}
