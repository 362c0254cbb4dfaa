import { useCallback, useMemo, useState } from 'react'

export interface Selection {
  readonly ids: ReadonlySet<string>
  /** Not the ids alone but everything that matches the filters. */
  readonly all: boolean
  readonly toggle: (id: string, range: boolean) => void
  /** Selects the whole page, or nothing when it is selected already. */
  readonly togglePage: () => void
  readonly selectAll: () => void
  readonly clear: () => void
}

interface State {
  readonly ids: ReadonlySet<string>
  readonly all: boolean
  readonly last: string | null
}
const nothing: State = { ids: new Set(), all: false, last: null }

/** Ids from one to the other, in the order of the page. */
function between(page: readonly string[], one: string, other: string): readonly string[] {
  const [from, to] = [page.indexOf(one), page.indexOf(other)].sort((first, second) => first - second)
  return from === undefined || to === undefined || from < 0 ? [other] : page.slice(from, to + 1)
}

/** Which rows of a page are ticked. */
export function useSelection(page: readonly string[]): Selection {
  const [{ ids, all }, set] = useState(nothing)
  const toggle = useCallback(
    (id: string, range: boolean) =>
      set((before) => {
        const next = new Set(before.ids)
        if (range && before.last !== null) for (const each of between(page, before.last, id)) next.add(each)
        else if (!next.delete(id)) next.add(id)
        return { ids: next, all: false, last: id }
      }),
    [page],
  )
  return useMemo(
    () => ({
      ids,
      all,
      toggle,
      togglePage: () =>
        set(page.every((id) => ids.has(id)) ? nothing : { ids: new Set(page), all: false, last: null }),
      selectAll: () => set({ ids: new Set(page), all: true, last: null }),
      clear: () => set(nothing),
    }),
    [ids, all, toggle, page],
  )
}
