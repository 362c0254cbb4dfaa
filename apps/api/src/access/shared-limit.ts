import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

export interface SharedLimit {
  /** Counts one more of a key; waits for nothing. @throws SynclineError RATE_LIMIT_EXCEEDED */
  count(key: string): void
}

interface Window {
  /** What all instances had counted when the database last said so. */
  told: number
  /** Counted here and not told yet. */
  untold: number
  endsAt: number
  telling: boolean
}

const maxKeys = 20_000

/**
 * Counts in fixed windows, here at once and in the database a moment later: several in one round trip, which nobody
 * waits for. One instance is exact; several together let in what came while they told each other. With the database away
 * each counts by itself.
 */
export function createSharedLimit(
  pool: pg.Pool,
  keyPrefix: string,
  { windowMs, maxRequests }: { readonly windowMs: number; readonly maxRequests: number },
): SharedLimit {
  const windows = new Map<string, Window>()
  const shared = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    schemaName: 'coordination',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix,
    points: maxRequests,
    duration: windowMs / 1_000,
  })

  function windowOf(key: string, now: number): Window {
    const known = windows.get(key)
    if (known && known.endsAt > now) return known
    const fresh = { told: 0, untold: 0, endsAt: now + windowMs, telling: false }
    windows.delete(key)
    windows.set(key, fresh)
    for (const oldest of windows.keys()) {
      if (windows.size <= maxKeys) break
      windows.delete(oldest)
    }
    return fresh
  }

  async function tell(key: string, window: Window): Promise<void> {
    window.telling = true
    try {
      while (window.untold > 0) {
        const telling = window.untold
        const answer = await shared.consume(key, telling).catch((refusal: unknown) => {
          if (refusal instanceof RateLimiterRes) return refusal
          throw refusal
        })
        window.told = answer.consumedPoints
        window.untold -= telling
        window.endsAt = Date.now() + answer.msBeforeNext
      }
    } catch {
      // What was not told stays counted here, and goes along with the next one.
    } finally {
      window.telling = false
    }
  }

  return {
    count(key) {
      const now = Date.now()
      const window = windowOf(key, now)
      if (window.told + window.untold >= maxRequests)
        throw new SynclineError('RATE_LIMIT_EXCEEDED', {
          limit: maxRequests,
          windowMs,
          retryAfterSeconds: Math.max(1, Math.ceil((window.endsAt - now) / 1_000)),
        })
      window.untold++
      if (!window.telling) void tell(key, window)
    },
  }
}
