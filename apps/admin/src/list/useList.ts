import type { LiveNoun } from '@syncline/domain/view'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import type { ListPath } from './paths.ts'
import type { ListData, ListState } from './props.ts'
import type { listQueries } from './queries.ts'
import type { rowPlaces } from './rows.ts'
import { firstPageOf, type ListAddress } from './search.ts'
import { isEmpty } from './selection.ts'
import { useChosenColumns } from './useChosenColumns.ts'
import { useHeld } from './useHeld.ts'
import { useSelection } from './useSelection.ts'

type Full<Row> = Extract<ListState<Row>, { kind: 'ready' }>['list']

interface ListUse<Search extends ListAddress, Row, List extends Full<Row>> {
  readonly to: ListPath
  readonly noun: LiveNoun
  /** First part of the keys of its readings. */
  readonly queryKey: string
  readonly search: Search
  readonly queries: Pick<
    ReturnType<typeof listQueries<Search, Row, List>>,
    'pageQuery' | 'newerQuery' | 'showNewest'
  >
  readonly places: ReturnType<typeof rowPlaces<Row>>
  /** A venue is one of its filters: an address without one is of all of them. */
  readonly byVenue?: boolean
  /** Only what came in above the rows on screen is news. */
  readonly rowsNeverChange?: boolean
}

const noRows: readonly never[] = []

/** A list with its data: reads, listens to the bell, and keeps the address. */
export function useList<Search extends ListAddress, Row, List extends Full<Row>>({
  to,
  noun,
  queryKey,
  search,
  queries,
  places,
  byVenue = false,
  rowsNeverChange = false,
}: ListUse<Search, Row, List>) {
  const api = useApi()
  const navigate = useNavigate()
  const page = useQuery(queries.pageQuery(api, search))
  const rows = page.data?.rows ?? noRows
  const onFirstPage = search.older === undefined && search.newer === undefined
  const top = rows[0] === undefined ? null : places.positionOf(rows[0])
  const newer = useQuery(queries.newerQuery(api, search, onFirstPage ? top : null))

  const change = useCallback(
    (next: Search, replace = true) =>
      void navigate({
        to,
        search: (byVenue ? { venue: undefined, ...next } : next) as never,
        replace,
        resetScroll: false,
      }),
    [navigate, to, byVenue],
  )
  /**
   * Other filters: at their first page, with nothing ticked; the command that is watched goes on. Each is a step of the
   * browser's history, so that Back takes it off again.
   */
  const onSearch = useCallback(
    (next: Search) => change({ ...next, bulk: search.bulk, columns: search.columns }, false),
    [change, search.bulk, search.columns],
  )
  const onSelected = useCallback(
    (selected: string | undefined) => change({ ...search, selected }),
    [change, search],
  )
  const { selection, set, select } = useSelection(search.selected, rows, places.idOf, onSelected)
  const onShowNewer = useCallback(() => {
    void queries.showNewest(api, search).then(
      () => navigate({ to, search: firstPageOf(search) as never }),
      () => page.refetch(),
    )
  }, [api, queries, search, navigate, to, page.refetch])

  return {
    page,
    /** Looks at another command, or at none: what was ticked for it is done with. */
    watch: (bulk: string | undefined) => change({ ...search, bulk, selected: undefined }),
    onSearch,
    ...useChosenColumns(queryKey, search.columns, (columns) => change({ ...search, columns })),
    data: {
      state: stateOf(page),
      newer: newer.data ?? null,
      held: useHeld(noun, queryKey, {
        selecting: !isEmpty(selection),
        still: rowsNeverChange && rows.length > 0,
      }),
      selection,
      onSelect: select,
      onSelection: set,
      onShowNewer,
    } satisfies Partial<ListData<Row>>,
  }
}

/** Data that is there stays on screen, also when a later reading failed. */
function stateOf<Row, List extends Full<Row>>(page: UseQueryResult<List>): ListState<Row> {
  if (page.data) return { kind: 'ready', list: page.data, busy: page.isPlaceholderData }
  if (page.error) return { kind: 'error', problem: toProblem(page.error), onRetry: () => void page.refetch() }
  return { kind: 'loading' }
}
