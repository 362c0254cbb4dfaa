import { SynclineError } from '@syncline/domain/error'
import { isAPIError } from 'better-auth/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addressHeader, maxPasswordLength } from '../auth/better-auth.ts'
import type { Auth } from '../auth/index.ts'
import { failureOf } from '../failure/failure.ts'
import type { Audit } from '../trpc/audit-port.ts'
import type { SignIn } from '../trpc/sign-in.ts'
import type { Limits } from './limits.ts'
import { requestFields } from './log.ts'
import { demandOwnChange } from './origin.ts'
import { tookMs } from './request-state.ts'

export interface SignInDeps {
  readonly auth: Auth
  readonly limits: Limits
  readonly audit: Audit
  readonly baseUrl: string
  readonly origins: readonly string[]
  readonly requestTimeoutMs: number
}

const bodyLimitBytes = 8 * 1024
const signInBody = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(maxPasswordLength),
  /** False: the cookie ends with the browser. */
  rememberMe: z.boolean().optional(),
})
const stepUpBody = z.union([
  z.strictObject({ password: z.string().min(1).max(maxPasswordLength) }),
  /** Of their app. */
  z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
])
const passedOn = [
  'cookie',
  'origin',
  'referer',
  'user-agent',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
]

/**
 * The two doors of better-auth that are open: `POST /api/auth/sign-in/email` and `POST /api/auth/sign-out`. Its other
 * endpoints are not mounted. `POST /api/auth/step-up` asks for the password again, or a code of the app. JSON only, from
 * our own origin.
 */
export function registerSignIn(app: FastifyInstance, deps: SignInDeps): void {
  const { auth, limits } = deps
  const options = {
    bodyLimit: bodyLimitBytes,
    handlerTimeout: deps.requestTimeoutMs,
    onRequest: async (request: FastifyRequest) =>
      demandOwnChange(request.headers, { origins: deps.origins, ownHeader: false }),
  }

  app.post('/api/auth/sign-in/email', options, async (request, reply) => {
    await limits.countStranger(request)
    const body = signInBody.parse(request.body)
    const place = await auth.places.find(body.email, request.ip, request.headers.cookie)
    await auth.guesses.count(body.email, place)
    const response = await pass(deps, request, '/api/auth/sign-in/email', body).catch(async (error) => {
      await note(deps, request, 'session.signIn', { email: body.email }, failureOf(error).body.code)
      throw error
    })
    const answer: unknown = await response.json()
    // The password was right, and the person's app is to give a code. Until then it counts as a guess: each sign-in
    // opens a few tries at codes.
    if (codeWanted.safeParse(answer).success) {
      await note(deps, request, 'session.beginSignIn', { email: body.email })
      copyCookies(response, reply)
      return reply.header('cache-control', 'no-store').send({ codeWanted: true })
    }
    await auth.guesses.forget(body.email, place)
    const { user } = signedIn.parse(answer)
    request.syncline.userId = user.id
    await note(deps, request, 'session.signIn', { id: user.id })
    copyCookies(response, reply)
    reply.header('set-cookie', auth.places.remember(user.email, request.headers.cookie))
    // The token stays in the cookie, out of reach of scripts.
    return reply.header('cache-control', 'no-store').send({ user })
  })

  app.post('/api/auth/sign-out', options, async (request, reply) => {
    const left = await auth.sessionOf(request.headers)
    request.syncline.userId = left?.user.id ?? null
    const response = await pass(deps, request, '/api/auth/sign-out', {})
    auth.forget(request.headers)
    if (left) await note(deps, request, 'session.signOut', { id: left.user.id })
    copyCookies(response, reply)
    return reply.header('cache-control', 'no-store').send({ signedOut: true })
  })

  app.post('/api/auth/step-up', options, async (request, reply) => {
    await limits.countStranger(request)
    const given = stepUpBody.parse(request.body)
    const signIn = await auth.sessionOf(request.headers)
    if (!signIn) throw new SynclineError('AUTH_REQUIRED')
    request.syncline.userId = signIn.user.id
    const reason = 'code' in given ? 'wrong_code' : 'wrong_password'
    const right =
      'code' in given
        ? await isCode(deps, request, signIn, given.code)
        : await isOwnPassword(deps, request, signIn, given.password)
    if (!right) {
      await note(deps, request, 'session.stepUp', { id: signIn.user.id }, 'AUTH_REQUIRED')
      throw new SynclineError('AUTH_REQUIRED', { reason })
    }
    await auth.markVerified(signIn.sessionId)
    auth.forget(request.headers)
    await note(deps, request, 'session.stepUp', { id: signIn.user.id })
    return reply.header('cache-control', 'no-store').send({ verified: true })
  })
}

/** Whether it is the password of the person who is signed in; counted as a guess when it is not. */
export async function isOwnPassword(
  { auth }: SignInDeps,
  request: FastifyRequest,
  { user }: SignIn,
  password: string,
): Promise<boolean> {
  const place = { address: request.ip, browserId: null, isKnown: true }
  await auth.guesses.count(user.email, place)
  const right = await auth.isPassword(user.id, password)
  if (right) await auth.guesses.forget(user.email, place)
  return right
}

/** Whether it is what the person's app shows. Few may be tried: better-auth counts those of a sign-in only. */
async function isCode(
  deps: SignInDeps,
  request: FastifyRequest,
  { user, twoFactor }: SignIn,
  code: string,
): Promise<boolean> {
  await deps.auth.codes.count(user.id)
  // Before an app is proved, a right code would be the proof.
  if (!twoFactor) return false
  await deps.auth.codes.take(user.id, code)
  try {
    await pass(deps, request, '/api/auth/two-factor/verify-totp', { code })
    return true
  } catch (error) {
    if (error instanceof SynclineError && error.code === 'AUTH_REQUIRED') return false
    throw error
  }
}

/** Into the audit of every organization of the person; a stranger has none. What was done is not undone by a failure here. */
export async function note(
  { auth, audit }: SignInDeps,
  request: FastifyRequest,
  action: string,
  who: { readonly id: string } | { readonly email: string },
  outcome = 'done',
  after?: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    const { userId, organizationIds } = await auth.organizationsOf(who)
    for (const organizationId of organizationIds)
      await audit.record({
        organizationId,
        actor: `user:${userId}`,
        action,
        target: userId,
        outcome,
        ip: request.ip,
        userAgent: request.headers['user-agent'] ?? null,
        correlationId: request.syncline.correlationId,
        at: new Date(),
        durationMs: tookMs(request),
        ...(after && { after }),
      })
  } catch (error) {
    request.log.error({ ...requestFields(request), err: error }, 'the audit could not be written')
  }
}

const refusalBody = z.object({ code: z.string() })
const codeWanted = z.object({ twoFactorRedirect: z.literal(true) })
const signedIn = z.object({ user: z.object({ id: z.string(), name: z.string(), email: z.string() }) })

/** Hands a call on to better-auth, whose own endpoints are not mounted. @throws SynclineError */
export async function pass(
  deps: SignInDeps,
  request: FastifyRequest,
  path: string,
  body: unknown,
): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', [addressHeader]: request.ip })
  for (const name of passedOn) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const url = new URL(path, deps.baseUrl)
  try {
    const response = await deps.auth.betterAuth.handler(
      new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }),
    )
    if (!response.ok) {
      const said = refusalBody.safeParse(await response.json().catch(() => null)).data
      throw refusal(response.status, undefined, said?.code)
    }
    return response
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) throw refusal(error.statusCode, error, error.body?.code)
    throw error
  }
}

/** What better-auth says when the sign-in that a code belongs to is over, or was tried too often. */
const overCodes: readonly unknown[] = ['INVALID_TWO_FACTOR_COOKIE', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE']
/** Its own: an account whose codes were wrong ten times in a row takes none for so long. */
const wrongCodes = { limit: 10, windowMs: 15 * 60_000 }

function refusal(status: number, cause?: unknown, code?: unknown): Error {
  if (overCodes.includes(code))
    return new SynclineError('AUTH_REQUIRED', { reason: 'sign_in_over' }, { cause })
  if (status === 429)
    return new SynclineError(
      'RATE_LIMIT_EXCEEDED',
      { ...wrongCodes, what: 'wrong_codes', retryAfterSeconds: wrongCodes.windowMs / 1_000 },
      { cause },
    )
  if (status === 401)
    return new SynclineError('AUTH_REQUIRED', { reason: 'wrong_email_or_password' }, { cause })
  if (status === 403) return new SynclineError('ORIGIN_REFUSED', {}, { cause })
  if (status < 500) return new SynclineError('INVALID_INPUT', {}, { cause })
  return new Error(`better-auth answered ${status}`, { cause })
}

export function copyCookies(response: Response, reply: FastifyReply): void {
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
}
