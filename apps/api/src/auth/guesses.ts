import { createHmac } from 'node:crypto'
import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '../access/network.ts'
import type { Place } from './known-places.ts'

export interface Guesses {
  /**
   * Counts a password that is tried for an account, before it is looked at.
   * @throws SynclineError RATE_LIMIT_EXCEEDED after ten wrong ones in a quarter of an hour from this address or browser,
   * and from a place the account does not know after twenty in an hour from all such places
   */
  count(email: string, place: Place): Promise<void>
  /** It was right: nothing was guessed. */
  forget(email: string, place: Place): Promise<void>
}

const rules = {
  wrong_passwords: { most: 10, windowMs: 15 * 60_000 },
  wrong_passwords_elsewhere: { most: 20, windowMs: 60 * 60_000 },
} as const
type Rule = keyof typeof rules

/**
 * Stops guessers, and nobody else. From each place an account has its own few tries. All places it was never used from
 * share a few more, so that many addresses guess no faster than one; where a person has signed in before is left out
 * of that, so that nobody can lock them out from elsewhere. Counted by all instances together, under digests.
 */
export function createGuesses(pool: pg.Pool, secret: string): Guesses {
  const limiterOf = (keyPrefix: string, { most, windowMs }: (typeof rules)[Rule]) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      schemaName: 'coordination',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix,
      points: most,
      duration: windowMs / 1_000,
    })
  const limiters = {
    wrong_passwords: limiterOf('guess', rules.wrong_passwords),
    wrong_passwords_elsewhere: limiterOf('guess_all', rules.wrong_passwords_elsewhere),
  }
  const nameOf = (email: string, from: string) =>
    createHmac('sha256', secret).update(`guess ${email.toLowerCase()} ${from}`).digest('base64url')
  const own = (email: string, { address, browserId }: Place) =>
    [networkOf(address), ...(browserId === null ? [] : [`browser ${browserId}`])].map((from) =>
      nameOf(email, from),
    )

  async function consume(rule: Rule, name: string): Promise<void> {
    try {
      await limiters[rule].consume(name)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const { most, windowMs } = rules[rule]
      throw new SynclineError('RATE_LIMIT_EXCEEDED', {
        limit: most,
        windowMs,
        what: rule,
        retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)),
      })
    }
  }

  return {
    async count(email, place) {
      for (const name of own(email, place)) await consume('wrong_passwords', name)
      if (!place.isKnown) await consume('wrong_passwords_elsewhere', nameOf(email, 'elsewhere'))
    },
    async forget(email, place) {
      for (const name of own(email, place)) await limiters.wrong_passwords.delete(name)
      if (!place.isKnown) await limiters.wrong_passwords_elsewhere.reward(nameOf(email, 'elsewhere'), 1)
    },
  }
}
