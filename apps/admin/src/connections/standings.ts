import type { StandingView } from '@syncline/domain/view'
import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../api/api.ts'

/** Breakers open and budgets fill by themselves; a list need not show it by the second. */
const readEveryMs = 10_000

export function standingsQuery(api: Api) {
  return queryOptions({
    queryKey: ['standings'],
    queryFn: () => api.client.connection.standings.query(),
    refetchInterval: readEveryMs,
  })
}

/** Null while it is not known. */
export const standingOf = (standings: readonly StandingView[] | null, connectionId: string) =>
  standings?.find((each) => each.connectionId === connectionId) ?? null
