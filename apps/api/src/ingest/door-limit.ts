import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

export interface DoorLimit {
  /** Counts one more of a key; waits for nothing. @throws SynclineError RATE_LIMIT_EXCEEDED */
  count(key: string): void
}

export interface DoorLimits {
  /** Webhooks at FlashERP’s addresses, the short one and those of connections, per caller's address. */
  readonly flasherp: DoorLimit
  /** Webhooks that prove nothing, per connection and caller's address. Those that are signed never meet it. */
  readonly failures: DoorLimit
}

interface Window {
  /** What all instances had counted when the database last said so. */
  told: number
  /** Counted here and not told yet. */
  untold: number
  endsAt: number
  telling: boolean
}

const windowMs = 60_000
const maxKeys = 20_000

export function createDoorLimits(
  pool: pg.Pool,
  { flasherp, failures }: { readonly flasherp: number; readonly failures: number },
): DoorLimits {
  return {
    flasherp: createDoorLimit(pool, 'door', flasherp),
    failures: createDoorLimit(pool, 'door_failures', failures),
  }
}

/**
 * Counts in windows of a minute, here at once and in the database a moment later: several in one round trip, which nobody
 * waits for. One instance is exact; several together let in what came while they told each other. With the database away
 * each counts by itself.
 */
export function createDoorLimit(pool: pg.Pool, keyPrefix: string, maxRequests: number): DoorLimit {
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
