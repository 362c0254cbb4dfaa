import type { IncomingHttpHeaders } from 'node:http'
import { SynclineError } from '@syncline/domain/error'
import type { FastifyRequest } from 'fastify'
import type { ProgramAccess } from '../access/index.ts'
import type { Auth } from '../auth/index.ts'
import type { KeyHolder, SignIn } from '../trpc/sign-in.ts'
import type { Limits } from './limits.ts'
import { ensureState } from './request-state.ts'

export interface CallersDeps {
  readonly auth: Auth
  readonly programs: ProgramAccess
  readonly limits: Limits
}

/** Who stands behind a request: a person with a session, or a program with a key. */
export interface Callers {
  /**
   * Once per request: counts it, with its key or among the strangers of its address.
   * @throws SynclineError RATE_LIMIT_EXCEEDED
   */
  admit(request: FastifyRequest): Promise<void>
  signIn(request: FastifyRequest): Promise<SignIn | null>
  /** Null when no key was sent along. @throws SynclineError AUTH_REQUIRED for one that is not good */
  key(request: FastifyRequest): Promise<KeyHolder | null>
}

const maxKeyLength = 128

export function createCallers({ auth, programs, limits }: CallersDeps): Callers {
  const { apiKeys, keyLimit } = programs
  const signIn = (request: FastifyRequest) => auth.sessionOf(request.headers)
  return {
    signIn,
    async admit(request) {
      const text = keyOf(request.headers)
      if (text === null) {
        if (!(await signIn(request))) await limits.countStranger(request)
        return
      }
      const holder = await apiKeys.holderOf(text)
      if (!holder) return limits.countStranger(request)
      // Known before the call is looked at, so that also what is refused before that leads somewhere.
      Object.assign(ensureState(request), { userId: holder.keyId, organizationId: holder.organization.id })
      await keyLimit.count(holder.keyId)
      apiKeys.count(holder, request.ip)
    },
    async key(request) {
      const text = keyOf(request.headers)
      if (text === null) return null
      const holder = await apiKeys.holderOf(text)
      if (!holder) throw new SynclineError('AUTH_REQUIRED', { reason: 'key_not_accepted' })
      return holder
    },
  }
}

/** The key of `x-api-key`, else of `Authorization: Bearer`; null when neither is there. Not a promise that it is one. */
export function keyOf(headers: IncomingHttpHeaders): string | null {
  const own = headers['x-api-key']
  if (own !== undefined) return String(own).slice(0, maxKeyLength)
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization?.slice(0, maxKeyLength) ?? '')?.[1]
  return bearer ?? null
}
