import type { BulkView } from '@syncline/domain/view'
import { queryOptions } from '@tanstack/react-query'
import { type Api, memoryKey } from '../api/api.ts'
import * as strings from '../strings/index.ts'

/** A part takes a fraction of a second. */
const readEveryMs = 1_000
/** No more than this are remembered, the newest first. */
const mostWatched = 10

const workKey = [...memoryKey, 'work'] as const

/** How far a command on many has come; read again until it has ended. */
export function bulkQuery(api: Api, bulkId: string) {
  return queryOptions({
    queryKey: ['bulk', bulkId],
    queryFn: () => api.client.bulk.get.query({ bulkId }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? readEveryMs : false),
  })
}

/** Ids of the commands on many that this person began here, the newest first. */
export const workQuery = () =>
  queryOptions<readonly string[]>({ queryKey: workKey, queryFn: () => [], initialData: [] })

/** Remembers one, so that its end is told wherever the person is by then. */
export function watchWork(api: Api, bulkId: string): void {
  api.queries.setQueryData<readonly string[]>(workKey, (ids = []) =>
    [bulkId, ...ids.filter((id) => id !== bulkId)].slice(0, mostWatched),
  )
}

/** How many it has gone through. */
export const goneThrough = ({ done, refused }: BulkView) =>
  done + refused.reduce((sum, { count }) => sum + count, 0)

/** What became of a command on many, in words. */
export const workSentence = ({ action, status, done }: BulkView): string =>
  status === 'running' ? strings.list.bulk.running[action] : strings.list.bulk[status][action](done)
