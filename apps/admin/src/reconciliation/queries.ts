import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../api/api.ts'
import { discrepancyFilterOf, type ReconciliationsSearch, type ReportSearch, toFilter } from './search.ts'

const pageSize = 50

export const listQuery = (api: Api, search: ReconciliationsSearch) =>
  queryOptions({
    queryKey: ['reconciliations', 'list', toFilter(search), search.older ?? null],
    queryFn: () =>
      api.client.reconciliation.list.query({
        limit: pageSize,
        filter: toFilter(search),
        ...(search.older !== undefined && { cursor: { position: search.older } }),
        ...api.horizons.reconciliation.atLeast(),
      }),
  })

export const reportQuery = (api: Api, reconciliationId: string) =>
  queryOptions({
    queryKey: ['reconciliations', 'report', reconciliationId],
    queryFn: () =>
      api.client.reconciliation.get.query({ reconciliationId, ...api.horizons.reconciliation.atLeast() }),
  })

export const discrepanciesQuery = (api: Api, reconciliationId: string, search: ReportSearch) =>
  queryOptions({
    queryKey: ['reconciliations', 'found', reconciliationId, search],
    queryFn: () =>
      api.client.reconciliation.discrepancies.query({
        reconciliationId,
        filter: discrepancyFilterOf(search),
        limit: pageSize,
        ...(search.after !== undefined && { cursor: { number: search.after } }),
        ...api.horizons.reconciliation.atLeast(),
      }),
  })
