import { createHmac } from 'node:crypto'
import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'
import { createKeyLimit } from '../access/key-limit.ts'
import type { BetterAuth } from './better-auth.ts'
import { codeCookieName, readSessionToken } from './cookie.ts'

/** Codes of people's apps. */
export interface Codes {
  /** Counts a code that is tried to prove who one is. @throws SynclineError RATE_LIMIT_EXCEEDED */
  count(userId: string): Promise<void>
  /**
   * Takes a code before it is looked at: a right one that was overheard is of no use a second time (RFC 6238, 5.2).
   * @throws SynclineError AUTH_REQUIRED (`code_used`) for one that was tried while it may still be right
   */
  take(userId: string, code: string): Promise<void>
  /** Who has given the password and owes the code; null when nobody has. */
  ownerOf(headers: { readonly cookie?: string | undefined }): Promise<string | null>
}

const tries = { windowMs: 15 * 60_000, maxRequests: 10 }
/** Longer than a code and its two neighbours are right. */
const once = { windowMs: 2 * 60_000, maxRequests: 1 }

/** Counted by all instances together; codes under digests. */
export function createCodes(
  pool: pg.Pool,
  betterAuth: BetterAuth,
  { sessionCookie, secret }: { readonly sessionCookie: string; readonly secret: string },
): Codes {
  const cookie = { name: codeCookieName(sessionCookie), secret }
  const used = createKeyLimit(pool, once, 'code_used')
  return {
    count: createKeyLimit(pool, tries, 'code').count,
    async take(userId, code) {
      const digest = createHmac('sha256', secret).update(`code ${userId} ${code}`).digest('base64url')
      try {
        await used.count(digest)
      } catch (refusal) {
        if (!(refusal instanceof SynclineError)) throw refusal
        throw new SynclineError('AUTH_REQUIRED', { reason: 'code_used' })
      }
    },
    async ownerOf(headers) {
      const token = readSessionToken(headers.cookie, cookie)
      if (token === null) return null
      const { internalAdapter } = await betterAuth.$context
      const waiting = await internalAdapter.findVerificationValue(token)
      return waiting && waiting.expiresAt > new Date() ? waiting.value : null
    },
  }
}
