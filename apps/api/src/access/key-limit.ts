import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

export interface KeyLimit {
  /** Counts once more for a key. @throws SynclineError RATE_LIMIT_EXCEEDED */
  count(keyId: string): Promise<void>
}

/** What each key does, in fixed windows, counted together by all instances. A key that is over is remembered here. */
export function createKeyLimit(
  pool: pg.Pool,
  { windowMs, maxRequests }: { readonly windowMs: number; readonly maxRequests: number },
  keyPrefix = 'key',
): KeyLimit {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    schemaName: 'coordination',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix,
    points: maxRequests,
    duration: windowMs / 1_000,
    inMemoryBlockOnConsumed: maxRequests + 1,
  })
  return {
    async count(keyId) {
      try {
        await limiter.consume(keyId)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        throw new SynclineError('RATE_LIMIT_EXCEEDED', {
          limit: maxRequests,
          windowMs,
          retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)),
        })
      }
    },
  }
}
