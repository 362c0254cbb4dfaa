import type { DeliveryRow, RefusedWebhook } from '@syncline/domain/view'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { SavedViews } from '../list/SavedViews.tsx'
import { useBulk } from '../list/useBulk.tsx'
import { useList } from '../list/useList.ts'
import * as strings from '../strings/index.ts'
import { connectionsQuery } from '../syncs/queries.ts'
import { stringifySearch } from '../syncs/search.ts'
import { useTitle } from '../ui/useTitle.ts'
import {
  countsQuery,
  countView,
  leaveTrail,
  matching,
  newerQuery,
  pageQuery,
  refusedQuery,
  sendReplay,
  showNewest,
  webhookPlaces,
} from './queries.ts'
import type { RefusedState } from './RefusedList.tsx'
import { firstPage } from './search.ts'
import { useReplay } from './useReplay.tsx'
import { WebhooksView } from './WebhooksView.tsx'

const route = getRouteApi('/app/webhooks')
const queries = { pageQuery, newerQuery, showNewest }

/** The list of webhooks with its data. */
export function WebhooksPage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const api = useApi()
  const { ask, dialog } = useReplay()
  useTitle(strings.shell.titled(strings.webhooks.title))
  const list = useList({
    to: '/webhooks',
    noun: 'delivery',
    queryKey: 'webhooks',
    search,
    queries,
    places: webhookPlaces,
    byVenue: true,
  })
  const counts = useQuery(countsQuery(api, search))
  const connections = useQuery(connectionsQuery(api))
  const refused = useQuery({ ...refusedQuery(api, search), enabled: search.view === 'refused' })
  const bulk = useBulk({
    queryKey: 'webhooks',
    bulkId: search.bulk,
    watch: list.watch,
    send: (to, asked) => sendReplay(to, asked, search),
  })
  useEffect(() => void leaveTrail(api, search), [api, search])
  const onOpen = useCallback(
    ({ deliveryId }: DeliveryRow) => void navigate({ to: '/webhooks/$deliveryId', params: { deliveryId } }),
    [navigate],
  )
  return (
    <>
      <WebhooksView
        {...list.data}
        search={search}
        refused={refusedState(refused)}
        counts={counts.data}
        matching={counts.data ? matching(counts.data, search) : null}
        connections={connections.data ?? []}
        chosenColumns={list.chosenColumns}
        onColumns={list.onColumns}
        onSearch={list.onSearch}
        onOpen={onOpen}
        onReplay={ask}
        onBulk={bulk.ask}
        bulk={bulk.card}
        views={<SavedViews list="webhooks" address={stringifySearch(firstPage(search))} count={countView} />}
      />
      {dialog}
      {bulk.dialog}
    </>
  )
}

function refusedState(query: UseQueryResult<readonly RefusedWebhook[]>): RefusedState {
  if (query.data) return { kind: 'ready', refused: query.data }
  if (query.error)
    return { kind: 'error', problem: toProblem(query.error), onRetry: () => void query.refetch() }
  return { kind: 'loading' }
}
