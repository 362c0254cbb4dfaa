import { SynclineError } from '@syncline/domain/error'

/** Why a replay does not begin or does not end, and what to do about it, for whoever asked for it. */
export const replayRefusals = {
  reactor:
    'Only projections are replayed: a reactor would ask once more for everything it ever asked for. Replay the projection whose table you doubt.',
  unknown_projection: 'There is no such projection. Name one of those that there are.',
  already_running:
    'Another replay of it is running. Wait for its end, then look whether a second one is needed.',
  table_in_use:
    'Somebody reads or changes the table without a pause. End the transaction that stays open, then run the same replay again: it goes on where it stood.',
  new_version:
    'Functions or tables were changed by a new version meanwhile. Run the same replay again: it begins anew with them.',
} as const
export type ReplayRefusal = keyof typeof replayRefusals

export function refused(
  code: 'INVALID_INPUT' | 'STATE_CONFLICT',
  reason: ReplayRefusal,
  cause?: unknown,
): SynclineError {
  return new SynclineError(code, { field: 'projection', reason }, { cause })
}
