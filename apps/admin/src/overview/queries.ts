import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Api } from '../api/api.ts'
import { setParts } from '../list/search.ts'
import { askedOf, type OverviewSearch, timeOf, whoseOf } from './search.ts'

/** Also when nothing happens, time goes on. */
const refreshMs = 60_000

export function overviewQuery(api: Api, search: OverviewSearch, timeZone: string) {
  return queryOptions({
    queryKey: ['overview', 'metrics', search, timeZone],
    queryFn: () => api.client.metric.overview.query(askedOf(search, timeZone, Date.now())),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  })
}

/** Of the whole installation: a connection or an entity says nothing of it. */
export function lagQuery(api: Api, { range, from, to }: OverviewSearch, timeZone: string) {
  const time = setParts<OverviewSearch>({ range, from, to })
  return queryOptions({
    queryKey: ['overview', 'lag', time, timeZone],
    queryFn: () => api.client.metric.lag.query({ ...timeOf(time, Date.now()), timeZone }),
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

/** What waits does so now, whatever time is looked at. */
export function needsQuery(api: Api, search: OverviewSearch) {
  const whose = whoseOf(search)
  return queryOptions({
    queryKey: ['overview', 'needs', whose],
    queryFn: () => api.client.metric.needs.query(whose),
    placeholderData: keepPreviousData,
  })
}
