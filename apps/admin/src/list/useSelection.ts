import { useCallback, useEffect, useMemo, useRef } from 'react'
import { between, readSelection, type Selection, withIds, writeSelection } from './selection.ts'

export interface Ticking<Row> {
  readonly selection: Selection
  readonly set: (selection: Selection) => void
  /** Ticks rows, or unticks them; `range`: and all between the last one and this. */
  readonly select: (rows: readonly Row[], on: boolean, range?: boolean) => void
}

/** What is ticked stands in the address; two ticks in quick succession build on each other before it has followed. */
export function useSelection<Row>(
  selected: string | undefined,
  rows: readonly Row[],
  idOf: (row: Row) => string,
  onSelected: (selected: string | undefined) => void,
): Ticking<Row> {
  const selection = useMemo(() => readSelection(selected), [selected])
  const latest = useRef(selection)
  const last = useRef<string | null>(null)
  useEffect(() => {
    latest.current = selection
  }, [selection])

  const set = useCallback(
    (next: Selection) => {
      latest.current = next
      onSelected(writeSelection(next))
    },
    [onSelected],
  )
  const select = useCallback(
    (chosen: readonly Row[], on: boolean, range = false) => {
      const [only] = chosen.map(idOf)
      const ids = range && only !== undefined ? between(rows.map(idOf), last.current, only) : chosen.map(idOf)
      if (chosen.length === 1) last.current = only ?? null
      set(withIds(latest.current, ids, on))
    },
    [rows, idOf, set],
  )
  return { selection, set, select }
}
