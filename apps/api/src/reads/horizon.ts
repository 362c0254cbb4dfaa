import type { Vault } from '@syncline/db/custody'
import type { LiveBell } from '@syncline/db/live'
import { foldedPosition, type NamesOf } from '@syncline/db/queries'
import type { LiveNoun } from '@syncline/domain/view'
import type pg from 'pg'

export interface ReadsDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly bell: Pick<LiveBell, 'reached' | 'connected' | 'positionOf'>
  readonly namesOf: NamesOf
}

/** Longest wait for a projection to catch up; after that the answer says that it is behind. */
const maxWaitMs = 2_000

const tables = {
  sync: 'sync_status',
  delivery: 'delivery',
  event: 'event_entry',
  reconciliation: 'reconciliation',
} as const

/** How far a noun's table is, and waiting until it is far enough. */
export function createHorizon(bell: ReadsDeps['bell'], noun: LiveNoun) {
  return {
    async caughtUp(atLeast: number | undefined): Promise<void> {
      if (atLeast !== undefined) await bell.reached(noun, atLeast, maxWaitMs)
    },
    /** Known from the bell without asking; a read that follows sees at least that much. */
    positionNow: (tx: pg.ClientBase): number | Promise<number> =>
      bell.connected ? bell.positionOf(noun) : foldedPosition(tx, tables[noun]),
  }
}
