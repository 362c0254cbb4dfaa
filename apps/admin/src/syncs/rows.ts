import type { SyncList, SyncListInput, SyncRow } from '@syncline/domain/view'

/** Rows kept on screen although the filter no longer holds them: no more than this many are read one by one. */
export const mostKept = 20

type Cursor = NonNullable<SyncListInput['cursor']>

/**
 * The cursor that reads again what is on screen and nothing above it: new rows are announced, never pushed in.
 * Undefined when the screen is empty; then whatever comes may show.
 */
export function rereadCursor(shown: SyncList | undefined): Cursor | undefined {
  const first = shown?.rows[0]
  return first === undefined ? undefined : { position: first.requestedPosition + 1, go: 'older' }
}

/** Rows that were on screen and are missing in the new answer, because they changed out of the filter. */
export function missingRows(shown: SyncList | undefined, answer: SyncList): readonly SyncRow[] {
  const answered = new Set(answer.rows.map((row) => row.syncId))
  return (shown?.rows ?? []).filter((row) => !answered.has(row.syncId)).slice(0, mostKept)
}

/** Puts the kept rows back where they stood, so that nothing moves under the pointer. */
export function withKept(answer: SyncList, kept: readonly SyncRow[]): SyncList {
  if (kept.length === 0) return answer
  const rows = [...answer.rows, ...kept].sort((one, other) => other.requestedPosition - one.requestedPosition)
  return { ...answer, rows }
}
