import { type BulkAction, maxBulkIds } from '@syncline/domain/bulk'
import { syncCan } from '@syncline/domain/sync'
import type { BulkSelection, SyncRow } from '@syncline/domain/view'
import { type SyncsSearch, toFilter } from './search.ts'

/** What is ticked: rows, perhaps of several pages, or all that match the filters. */
export type Selection =
  | { readonly kind: 'rows'; readonly rows: ReadonlyMap<string, SyncRow> }
  | { readonly kind: 'matching'; readonly matching: number; readonly upto: number }

export const nothing: Selection = { kind: 'rows', rows: new Map() }

export const isEmpty = (selection: Selection) => selection.kind === 'rows' && selection.rows.size === 0

export const isSelected = (selection: Selection, syncId: string) =>
  selection.kind === 'matching' || selection.rows.has(syncId)

/** Ticks rows, or unticks them. More than can go at once are not taken in. Who unticks one of all begins anew. */
export function withRows(selection: Selection, rows: readonly SyncRow[], on: boolean): Selection {
  const next = new Map(selection.kind === 'rows' ? selection.rows : [])
  for (const row of rows) {
    if (!on) next.delete(row.syncId)
    else if (next.size < maxBulkIds) next.set(row.syncId, row)
  }
  return { kind: 'rows', rows: next }
}

/** How many of the ticked rows a command can act on, as far as the screen knows; null for all that match. */
export function actable(
  selection: Selection,
  action: BulkAction,
  shown: ReadonlyMap<string, SyncRow>,
): number | null {
  if (selection.kind === 'matching') return null
  return [...selection.rows.values()].filter((row) => syncCan[action](shown.get(row.syncId) ?? row).allowed)
    .length
}

/** What the API is asked for. */
export function toBulkSelection(selection: Selection, search: SyncsSearch, nowMs: number): BulkSelection {
  if (selection.kind === 'rows') return { kind: 'ids', syncIds: [...selection.rows.keys()] }
  const { matching, upto } = selection
  return { kind: 'filter', filter: toFilter(search, nowMs), upto, shown: matching }
}
