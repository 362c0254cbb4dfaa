import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Api } from '../api/api.ts'
import { type OverviewSearch, timeOf } from './search.ts'

/** Also when nothing happens, time goes on. */
const refreshMs = 60_000

export function overviewQuery(api: Api, search: OverviewSearch, timeZone: string) {
  const { connection, entity } = search
  return queryOptions({
    queryKey: ['overview', 'metrics', search, timeZone],
    queryFn: () =>
      api.client.metric.overview.query({
        ...timeOf(search, Date.now()),
        timeZone,
        ...(connection && { connectionId: connection }),
        ...(entity && { entity }),
      }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  })
}

export function stripsQuery(api: Api) {
  return queryOptions({
    queryKey: ['overview', 'strips'],
    queryFn: () => api.client.metric.strips.query(),
    refetchInterval: refreshMs,
  })
}

export function needsQuery(api: Api) {
  return queryOptions({ queryKey: ['overview', 'needs'], queryFn: () => api.client.metric.needs.query() })
}
