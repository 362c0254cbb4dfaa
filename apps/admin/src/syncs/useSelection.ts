import type { SyncRow } from '@syncline/domain/view'
import { useCallback, useRef, useState } from 'react'
import { firstPage, type SyncsSearch, stringifySearch } from './search.ts'
import { nothing, type Selection, withRows } from './selection.ts'

/** What is ticked on the page; other filters begin anew, another page of the same does not. */
export function useSelection(search: SyncsSearch, rows: readonly SyncRow[]) {
  const filters = stringifySearch(firstPage(search))
  const [kept, setKept] = useState<{ filters: string; selection: Selection }>({ filters, selection: nothing })
  const selection = kept.filters === filters ? kept.selection : nothing
  const last = useRef<string | null>(null)

  const set = useCallback((next: Selection) => setKept({ filters, selection: next }), [filters])
  const select = useCallback(
    (chosen: readonly SyncRow[], on: boolean, range = false) => {
      const [only] = chosen
      const from = rows.findIndex((row) => row.syncId === last.current)
      const to = rows.findIndex((row) => row.syncId === only?.syncId)
      const between = range && from >= 0 && to >= 0
      const all = between ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : chosen
      if (chosen.length === 1) last.current = only?.syncId ?? null
      setKept((before) => ({
        filters,
        selection: withRows(before.filters === filters ? before.selection : nothing, all, on),
      }))
    },
    [filters, rows],
  )
  return { selection, set, select }
}
