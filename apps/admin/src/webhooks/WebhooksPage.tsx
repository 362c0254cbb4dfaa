import type { DeliveryList, DeliveryRow, RefusedWebhook } from '@syncline/domain/view'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { toProblem } from '../api/problem.ts'
import * as strings from '../strings/index.ts'
import { connectionsQuery } from '../syncs/queries.ts'
import { useTitle } from '../ui/useTitle.ts'
import {
  countsQuery,
  leaveTrail,
  matching,
  newerQuery,
  pageQuery,
  refusedQuery,
  showNewest,
} from './queries.ts'
import type { RefusedState } from './RefusedList.tsx'
import { firstPage, type WebhooksSearch } from './search.ts'
import { useReplay } from './useReplay.tsx'
import { type ListState, WebhooksView } from './WebhooksView.tsx'

const route = getRouteApi('/app/webhooks')

/** The list with its data: reads, listens to the bell, and keeps the address. */
export function WebhooksPage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const api = useApi()
  const { ask, dialog } = useReplay()
  useTitle(strings.shell.titled(strings.webhooks.title))

  const page = useQuery(pageQuery(api, search))
  const counts = useQuery(countsQuery(api, search))
  const connections = useQuery(connectionsQuery(api))
  const refused = useQuery({ ...refusedQuery(api, search), enabled: search.view === 'refused' })
  const onFirstPage = search.older === undefined && search.newer === undefined
  const top = page.data?.rows[0]?.receivedPosition ?? null
  const newer = useQuery(newerQuery(api, search, onFirstPage ? top : null))

  useBell('delivery', () => void api.queries.invalidateQueries({ queryKey: ['webhooks'] }))
  useEffect(() => void leaveTrail(api, search), [api, search])

  const onSearch = useCallback(
    (next: WebhooksSearch) =>
      void navigate({ to: '/webhooks', search: next, replace: true, resetScroll: false }),
    [navigate],
  )
  const onOpen = useCallback(
    ({ deliveryId }: DeliveryRow) => void navigate({ to: '/webhooks/$deliveryId', params: { deliveryId } }),
    [navigate],
  )
  const onShowNewer = useCallback(() => {
    void showNewest(api, search).then(
      () => navigate({ to: '/webhooks', search: firstPage(search) }),
      () => page.refetch(),
    )
  }, [api, search, navigate, page.refetch])

  return (
    <>
      <WebhooksView
        search={search}
        state={listState(page)}
        refused={refusedState(refused)}
        counts={counts.data}
        matching={counts.data ? matching(counts.data, search) : null}
        connections={connections.data ?? []}
        newer={newer.data ?? null}
        onSearch={onSearch}
        onShowNewer={onShowNewer}
        onOpen={onOpen}
        onAsk={ask}
      />
      {dialog}
    </>
  )
}

/** Data that is there stays on screen, also when a later reading failed. */
function listState(page: UseQueryResult<DeliveryList>): ListState {
  if (page.data) return { kind: 'ready', list: page.data, busy: page.isPlaceholderData }
  if (page.error) return { kind: 'error', problem: toProblem(page.error), onRetry: () => void page.refetch() }
  return { kind: 'loading' }
}

function refusedState(query: UseQueryResult<readonly RefusedWebhook[]>): RefusedState {
  if (query.data) return { kind: 'ready', refused: query.data }
  if (query.error)
    return { kind: 'error', problem: toProblem(query.error), onRetry: () => void query.refetch() }
  return { kind: 'loading' }
}
