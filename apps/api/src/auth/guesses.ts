import { createHmac } from 'node:crypto'
import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

export interface Guesses {
  /**
   * Counts a password that is tried for an account from an address, before it is looked at.
   * @throws SynclineError RATE_LIMIT_EXCEEDED after ten wrong ones in a quarter of an hour
   */
  count(email: string, address: string): Promise<void>
  /** It was right: nothing was guessed. */
  forget(email: string, address: string): Promise<void>
}

const mostWrong = 10
const windowMs = 15 * 60_000

/**
 * Locks guessers out, and nobody else: what is locked is one account from one address, so that nobody can lock a person
 * out of their account from elsewhere. Counted by all instances together; of address and account only a digest is kept.
 */
export function createGuesses(pool: pg.Pool, secret: string): Guesses {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    schemaName: 'coordination',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: 'guess',
    points: mostWrong,
    duration: windowMs / 1_000,
  })
  const nameOf = (email: string, address: string) =>
    createHmac('sha256', secret).update(`guess ${email.toLowerCase()} ${address}`).digest('base64url')
  return {
    async count(email, address) {
      try {
        await limiter.consume(nameOf(email, address))
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        throw new SynclineError('RATE_LIMIT_EXCEEDED', {
          limit: mostWrong,
          windowMs,
          what: 'wrong_passwords',
          retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)),
        })
      }
    },
    async forget(email, address) {
      await limiter.delete(nameOf(email, address))
    },
  }
}
