import {
  countCap,
  type SyncCounts,
  type SyncDetail,
  type SyncList,
  type SyncRow,
} from '@syncline/domain/view'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type Api, memoryKey } from '../api/api.ts'
import { toProblem } from '../api/problem.ts'
import { listQueries } from '../list/queries.ts'
import type { BulkToSend } from '../list/useBulk.tsx'
import { syncPlaces } from './rows.ts'
import { firstPage, parseSearch, type SyncsSearch, syncsSearch, toFilter } from './search.ts'

export const detailKey = (syncId: string) => ['sync', syncId] as const

/** One row by itself; null when it is gone. */
async function readRow(api: Api, { syncId }: SyncRow): Promise<SyncRow | null> {
  try {
    return (await readSync(api, syncId)).row
  } catch (error) {
    if (toProblem(error).code === 'RECORD_NOT_FOUND') return null
    throw error
  }
}

export const { pageQuery, showNewest, newerQuery } = listQueries<SyncsSearch, SyncRow, SyncList>({
  key: 'syncs',
  places: syncPlaces,
  firstPage,
  ask: (api, search, page) =>
    api.client.sync.list.query({
      filter: toFilter(search, Date.now()),
      ...page,
      ...api.horizons.sync.atLeast(),
    }),
  readRow,
})

/** Counts for the status views: with every filter but the status itself. */
export function countsQuery(api: Api, search: SyncsSearch) {
  const { status: _, columns: __, ...rest } = firstPage(search)
  return queryOptions({
    queryKey: ['syncs', 'counts', rest],
    queryFn: () => api.client.sync.counts.query({ filter: toFilter(rest, Date.now()) }),
    placeholderData: keepPreviousData,
  })
}

/** Names of the connections, for the filter. */
export function connectionsQuery(api: Api) {
  return queryOptions({ queryKey: ['connections'], queryFn: () => api.client.connection.list.query() })
}

/** What goes from where to where. */
export function flowsQuery(api: Api) {
  return queryOptions({ queryKey: ['flows'], queryFn: () => api.client.flow.list.query() })
}

/** How many a saved view shows now; capped. */
export async function countView(api: Api, address: string): Promise<number> {
  const search = syncsSearch.parse(parseSearch(address))
  const { status: _, ...rest } = search
  return matching(await api.client.sync.counts.query({ filter: toFilter(rest, Date.now()) }), search)
}

/** How many match the filters with the chosen statuses; capped. */
export function matching(counts: SyncCounts, { status }: SyncsSearch): number {
  if (status === undefined) return Math.min(counts.total, countCap)
  return Math.min(
    status.reduce((sum, face) => sum + counts.byFace[face], 0),
    countCap,
  )
}

export async function readSync(api: Api, syncId: string): Promise<SyncDetail> {
  const detail = await api.client.sync.get.query({ syncId, ...api.horizons.sync.atLeast() })
  api.horizons.sync.raise(detail.position)
  return detail
}

export function detailQuery(api: Api, syncId: string) {
  return queryOptions({ queryKey: detailKey(syncId), queryFn: () => readSync(api, syncId) })
}

/** The list a sync was opened from: its order for stepping, its address for going back. */
export interface Trail {
  readonly ids: readonly string[]
  readonly search: SyncsSearch
}
const trailKey = [...memoryKey, 'trail'] as const
export const leaveTrail = (api: Api, trail: Trail) => api.queries.setQueryData<Trail>(trailKey, trail)
export const readTrail = (api: Api) => api.queries.getQueryData<Trail>(trailKey)

/** Asks for one command on what is ticked. */
export function sendBulk(api: Api, asked: BulkToSend, search: SyncsSearch): Promise<unknown> {
  const { action, bulkId, reason, selection, count } = asked
  const input = {
    bulkId,
    selection:
      selection.kind === 'rows'
        ? { kind: 'ids' as const, syncIds: [...selection.ids] }
        : {
            kind: 'filter' as const,
            filter: toFilter(search, Date.now()),
            upto: selection.upto,
            shown: Math.max(1, count),
          },
  }
  return action === 'skip'
    ? api.client.sync.skipMany.mutate({ ...input, reason })
    : api.client.sync.retryMany.mutate({ ...input, ...(reason !== '' && { reason }) })
}
