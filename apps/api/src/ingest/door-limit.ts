import type pg from 'pg'
import { createSharedLimit, type SharedLimit } from '../access/shared-limit.ts'

export interface DoorLimits {
  /** Webhooks at FlashERP’s addresses, the short one and those of connections, per caller's address. */
  readonly flasherp: SharedLimit
  /** Webhooks that prove nothing, per connection and caller's address. Those that are signed never meet it. */
  readonly failures: SharedLimit
}

const windowMs = 60_000

export function createDoorLimits(
  pool: pg.Pool,
  { flasherp, failures }: { readonly flasherp: number; readonly failures: number },
): DoorLimits {
  return {
    flasherp: createSharedLimit(pool, 'door', { windowMs, maxRequests: flasherp }),
    failures: createSharedLimit(pool, 'door_failures', { windowMs, maxRequests: failures }),
  }
}
