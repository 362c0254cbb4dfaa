import type { EventList, EventRow } from '@syncline/domain/view'
import { queryOptions } from '@tanstack/react-query'
import { type Api, memoryKey } from '../api/api.ts'
import { listQueries } from '../list/queries.ts'
import { rowPlaces } from '../list/rows.ts'
import { type EventsSearch, firstPage, toFilter } from './search.ts'

export const eventPlaces = rowPlaces<EventRow>(
  (row) => String(row.position),
  (row) => row.position,
)

export const { pageQuery, showNewest, newerQuery } = listQueries<EventsSearch, EventRow, EventList>({
  key: 'events',
  places: eventPlaces,
  firstPage,
  ask: (api, search, page) =>
    api.client.event.list.query({
      filter: toFilter(search, Date.now()),
      ...page,
      ...api.horizons.event.atLeast(),
    }),
  // An event never changes, so it never leaves a filter but by a window of time that moved on.
  readRow: async (_api, row) => row,
})

const forGood = { staleTime: Number.POSITIVE_INFINITY } as const

export function kindsQuery(api: Api) {
  return queryOptions({
    queryKey: ['event-kinds'],
    queryFn: () => api.client.event.kinds.query(),
    ...forGood,
  })
}

export function eventQuery(api: Api, eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId],
    queryFn: () => api.client.event.get.query({ eventId }),
    ...forGood,
  })
}

export function causesQuery(api: Api, correlationId: string | undefined) {
  return queryOptions({
    queryKey: ['events', 'causes', correlationId],
    enabled: correlationId !== undefined,
    queryFn: () => api.client.event.causes.query({ correlationId: correlationId ?? '' }),
  })
}

/** The filters of the list an event was opened from: where its way back leads. */
const trailKey = [...memoryKey, 'events'] as const
export const leaveTrail = (api: Api, search: EventsSearch) => api.queries.setQueryData(trailKey, search)
export const readTrail = (api: Api) => api.queries.getQueryData<EventsSearch>(trailKey) ?? {}
