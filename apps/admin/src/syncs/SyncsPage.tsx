import type { SyncList, SyncRow } from '@syncline/domain/view'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { toProblem } from '../api/problem.ts'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import {
  connectionsQuery,
  countsQuery,
  leaveTrail,
  matching,
  newerQuery,
  pageQuery,
  showNewest,
} from './queries.ts'
import { type ListState, SyncsView } from './SyncsView.tsx'
import { firstPage, type SyncsSearch } from './search.ts'
import { nothing } from './selection.ts'
import { useAction } from './useAction.tsx'
import { useBulk } from './useBulk.tsx'
import { useRequest } from './useRequest.tsx'
import { useSelection } from './useSelection.ts'

const route = getRouteApi('/app/syncs')
const noRows: readonly SyncRow[] = []

/** The list with its data: reads, listens to the bell, and keeps the address. */
export function SyncsPage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const api = useApi()
  const { ask, dialog } = useAction()
  const request = useRequest()
  useTitle(strings.shell.titled(strings.syncs.title))

  const page = useQuery(pageQuery(api, search))
  const counts = useQuery(countsQuery(api, search))
  const connections = useQuery(connectionsQuery(api))
  const onFirstPage = search.older === undefined && search.newer === undefined
  const top = page.data?.rows[0]?.requestedPosition ?? null
  const newer = useQuery(newerQuery(api, search, onFirstPage ? top : null))

  useBell('sync', () => void api.queries.invalidateQueries({ queryKey: ['syncs'] }))

  useEffect(() => {
    if (page.data) leaveTrail(api, { ids: page.data.rows.map((row) => row.syncId), search })
  }, [api, page.data, search])

  const onSearch = useCallback(
    (next: SyncsSearch) =>
      void navigate({
        to: '/syncs',
        // The command that is watched goes on, whatever the list shows.
        search: { bulk: search.bulk, ...next },
        replace: true,
        resetScroll: false,
      }),
    [navigate, search.bulk],
  )
  const rows = page.data?.rows ?? noRows
  const { selection, set, select } = useSelection(search, rows)
  const watch = (bulkId: string | undefined) => {
    set(nothing)
    onSearch({ ...search, bulk: bulkId })
  }
  const bulk = useBulk(search, watch)
  const onOpen = useCallback(
    (row: SyncRow) => void navigate({ to: '/syncs/$syncId', params: { syncId: row.syncId } }),
    [navigate],
  )
  const onShowNewer = useCallback(() => {
    void showNewest(api, search).then(
      () => navigate({ to: '/syncs', search: firstPage(search) }),
      () => page.refetch(),
    )
  }, [api, search, navigate, page.refetch])

  return (
    <>
      <SyncsView
        search={search}
        state={listState(page)}
        counts={counts.data}
        matching={counts.data ? matching(counts.data, search) : null}
        connections={connections.data ?? []}
        newer={newer.data ?? null}
        onSearch={onSearch}
        onShowNewer={onShowNewer}
        onOpen={onOpen}
        onAsk={ask}
        selection={selection}
        onSelect={select}
        onSelection={set}
        onBulk={bulk.ask}
        onRequest={request.open}
        bulk={bulk.card}
      />
      {dialog}
      {bulk.dialog}
      {request.dialog}
    </>
  )
}

/** Data that is there stays on screen, also when a later reading failed. */
function listState(page: UseQueryResult<SyncList>): ListState {
  if (page.data) return { kind: 'ready', list: page.data, busy: page.isPlaceholderData }
  if (page.error) return { kind: 'error', problem: toProblem(page.error), onRetry: () => void page.refetch() }
  return { kind: 'loading' }
}
