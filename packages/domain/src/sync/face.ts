import type { Certainty, Hold } from './events.ts'
import type { SyncStatus } from './status.ts'

/** The state as a person sees it: the status, with waiting and unknown told apart from pending and failed. */
export const syncFaces = [
  'pending',
  'syncing',
  'synced',
  'waiting',
  'failed',
  'unknown',
  'skipped',
  'cancelled',
] as const
export type SyncFace = (typeof syncFaces)[number]

/** The same rule stands in SQL in the sync_status projection; a property test holds the two together. */
export function syncFace(status: SyncStatus, hold: Hold | null, certainty: Certainty | null): SyncFace {
  if (status === 'pending') {
    if (hold === null) return 'pending'
    return hold === 'outcome_unknown' ? 'unknown' : 'waiting'
  }
  if (status === 'failed') return certainty === 'unknown' ? 'unknown' : 'failed'
  return status
}
