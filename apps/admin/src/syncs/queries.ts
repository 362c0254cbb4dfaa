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
import { missingRows, rereadCursor, withKept } from './rows.ts'
import { firstPage, type SyncsSearch, toCursor, toFilter } from './search.ts'

export const pageSize = 50
/** More newer rows than this are not counted. */
const mostNewer = 100

/** The progress of a command on many is no part of the page. */
const listKey = (search: SyncsSearch) => ['syncs', 'page', { ...search, bulk: undefined }] as const
export const detailKey = (syncId: string) => ['sync', syncId] as const

/** Reads a page as its address says; always anew. */
export async function readPage(api: Api, search: SyncsSearch): Promise<SyncList> {
  const cursor = toCursor(search)
  return api.client.sync.list.query({
    filter: toFilter(search, Date.now()),
    limit: pageSize,
    ...(cursor && { cursor }),
    ...api.horizon.atLeast(),
  })
}

/** Reads what is on screen again: the same places, new values. */
async function rereadPage(api: Api, search: SyncsSearch, shown: SyncList): Promise<SyncList> {
  const cursor = rereadCursor(shown)
  if (cursor === undefined) return readPage(api, search)
  const answer = await api.client.sync.list.query({
    filter: toFilter(search, Date.now()),
    limit: Math.max(pageSize, shown.rows.length),
    cursor,
    ...api.horizon.atLeast(),
  })
  const kept = await Promise.all(missingRows(shown, answer).map((row) => readRow(api, row)))
  return {
    ...withKept(
      answer,
      kept.filter((row) => row !== null),
    ),
    hasNewer: shown.hasNewer,
  }
}

/** One row by itself; null when it is gone. */
async function readRow(api: Api, { syncId }: SyncRow): Promise<SyncRow | null> {
  try {
    return (await readSync(api, syncId)).row
  } catch (error) {
    if (toProblem(error).code === 'RECORD_NOT_FOUND') return null
    throw error
  }
}

export function pageQuery(api: Api, search: SyncsSearch) {
  const queryKey = listKey(search)
  return queryOptions({
    queryKey,
    queryFn: () => {
      const shown = api.queries.getQueryData<SyncList>(queryKey)
      return shown === undefined ? readPage(api, search) : rereadPage(api, search, shown)
    },
    placeholderData: keepPreviousData,
  })
}

/** Reads the first page anew and puts it on screen at once. */
export async function showNewest(api: Api, search: SyncsSearch): Promise<void> {
  const first = firstPage(search)
  const queryKey = listKey(first)
  await api.queries.cancelQueries({ queryKey, exact: true })
  api.queries.setQueryData(queryKey, await readPage(api, first))
}

/** How many rows have come in above the first on screen. */
export function newerQuery(api: Api, search: SyncsSearch, top: number | null) {
  return queryOptions({
    queryKey: ['syncs', 'newer', firstPage(search), top],
    enabled: top !== null,
    staleTime: 0,
    queryFn: async () => {
      const list = await api.client.sync.list.query({
        filter: toFilter(search, Date.now()),
        cursor: { position: top ?? 0, go: 'newer' },
        limit: mostNewer,
        ...api.horizon.atLeast(),
      })
      return { count: list.rows.length, more: list.hasNewer }
    },
  })
}

/** Counts for the status views: with every filter but the status itself. */
export function countsQuery(api: Api, search: SyncsSearch) {
  const { status: _, ...rest } = firstPage(search)
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

/** How many match the filters with the chosen statuses; capped. */
export function matching(counts: SyncCounts, { status }: SyncsSearch): number {
  if (status === undefined) return Math.min(counts.total, countCap)
  return Math.min(
    status.reduce((sum, face) => sum + counts.byFace[face], 0),
    countCap,
  )
}

export async function readSync(api: Api, syncId: string): Promise<SyncDetail> {
  const detail = await api.client.sync.get.query({ syncId, ...api.horizon.atLeast() })
  api.horizon.raise(detail.position)
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
