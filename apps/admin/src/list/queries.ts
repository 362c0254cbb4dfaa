import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Api } from '../api/api.ts'
import type { Listed, rowPlaces } from './rows.ts'
import { type ListAddress, rowsOf, toCursor } from './search.ts'

const pageSize = 50
/** More newer rows than this are not counted. */
const mostNewer = 100

interface PageAsked {
  readonly limit: number
  readonly cursor?: { readonly position: number; readonly go: 'older' | 'newer' }
}

/** What a list is read from. */
interface ListSource<Search, Row, List extends Listed<Row>> {
  readonly key: string
  readonly places: ReturnType<typeof rowPlaces<Row>>
  readonly firstPage: (search: Search) => Search
  /** Leaves out parts of an address that have nothing to do with the rows. */
  readonly shownBy?: (search: Search) => Search
  readonly ask: (api: Api, search: Search, page: PageAsked) => Promise<List>
  /** One row by itself; null when it is gone. */
  readonly readRow: (api: Api, row: Row) => Promise<Row | null>
}

/** How a live list is read: page by page, again without moving, and what has come in above it. */
export function listQueries<Search extends ListAddress, Row, List extends Listed<Row>>({
  key,
  places,
  firstPage,
  shownBy = (search) => search,
  ask,
  readRow,
}: ListSource<Search, Row, List>) {
  const pageKey = (search: Search) => [key, 'page', rowsOf(shownBy(search))] as const

  /** Reads a page as its address says; always anew. */
  function readPage(api: Api, search: Search): Promise<List> {
    const cursor = toCursor(search)
    return ask(api, search, { limit: pageSize, ...(cursor && { cursor }) })
  }

  /** Reads what is on screen again: the same places, new values. */
  async function rereadPage(api: Api, search: Search, shown: List): Promise<List> {
    const cursor = places.rereadCursor(shown)
    if (cursor === undefined) return readPage(api, search)
    const answer = await ask(api, search, { limit: Math.max(pageSize, shown.rows.length), cursor })
    const kept = await Promise.all(places.missingRows(shown, answer).map((row) => readRow(api, row)))
    const rows = kept.filter((row) => row !== null)
    return { ...places.withKept(answer, rows), hasNewer: shown.hasNewer }
  }

  return {
    pageQuery(api: Api, search: Search) {
      const queryKey = pageKey(search)
      return queryOptions({
        queryKey,
        queryFn: () => {
          const shown = api.queries.getQueryData<List>(queryKey)
          return shown === undefined ? readPage(api, search) : rereadPage(api, search, shown)
        },
        placeholderData: keepPreviousData,
      })
    },
    /** Reads the first page anew and puts it on screen at once. */
    async showNewest(api: Api, search: Search): Promise<void> {
      const first = firstPage(search)
      const queryKey = pageKey(first)
      const newest = await readPage(api, first)
      // What is being read again meanwhile are the rows from before: they would come back over the newest.
      const isRead = api.queries.isFetching({ queryKey, exact: true }) > 0
      await api.queries.cancelQueries({ queryKey, exact: true })
      api.queries.setQueryData(queryKey, newest)
      if (isRead) void api.queries.invalidateQueries({ queryKey, exact: true })
    },
    /** How many rows have come in above the first on screen. */
    newerQuery(api: Api, search: Search, top: number | null) {
      return queryOptions({
        queryKey: [key, 'newer', rowsOf(firstPage(search)), top],
        enabled: top !== null,
        staleTime: 0,
        queryFn: async () => {
          const list = await ask(api, search, {
            cursor: { position: top ?? 0, go: 'newer' },
            limit: mostNewer,
          })
          return { count: list.rows.length, more: list.hasNewer }
        },
      })
    },
  }
}
