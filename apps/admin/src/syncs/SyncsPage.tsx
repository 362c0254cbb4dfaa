import type { SyncRow } from '@syncline/domain/view'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect } from 'react'
import { useApi } from '../api/context.tsx'
import { SavedViews } from '../list/SavedViews.tsx'
import { useBulk } from '../list/useBulk.tsx'
import { useList } from '../list/useList.ts'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import {
  connectionsQuery,
  countsQuery,
  countView,
  leaveTrail,
  matching,
  newerQuery,
  pageQuery,
  sendBulk,
  showNewest,
} from './queries.ts'
import { syncPlaces } from './rows.ts'
import { SyncsView } from './SyncsView.tsx'
import { firstPage, stringifySearch } from './search.ts'
import { useAction } from './useAction.tsx'
import { useRequest } from './useRequest.tsx'

const FirstSteps = lazy(() => import('../first-run/FirstSteps.tsx'))
const route = getRouteApi('/app/syncs')
const queries = { pageQuery, newerQuery, showNewest }

/** The list of syncs with its data. */
export function SyncsPage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const api = useApi()
  const { ask, dialog } = useAction()
  const request = useRequest()
  const session = useSession()
  useTitle(strings.shell.titled(strings.syncs.title))
  const list = useList({
    to: '/syncs',
    noun: 'sync',
    queryKey: 'syncs',
    search,
    queries,
    places: syncPlaces,
    byVenue: true,
  })
  const counts = useQuery(countsQuery(api, search))
  const connections = useQuery(connectionsQuery(api))
  const bulk = useBulk({
    queryKey: 'syncs',
    bulkId: search.bulk,
    watch: list.watch,
    send: (to, asked) => sendBulk(to, asked, search),
    sum: async (at, asked) => (await import('./sums.ts')).sumSelected(at, asked, search),
  })

  useEffect(() => {
    if (list.page.data) leaveTrail(api, { ids: list.page.data.rows.map((row) => row.syncId), search })
  }, [api, list.page.data, search])
  const onOpen = useCallback(
    (row: SyncRow) => void navigate({ to: '/syncs/$syncId', params: { syncId: row.syncId } }),
    [navigate],
  )
  return (
    <>
      <SyncsView
        {...list.data}
        search={search}
        counts={counts.data}
        matching={counts.data ? matching(counts.data, search) : null}
        connections={connections.data ?? []}
        chosenColumns={list.chosenColumns}
        onColumns={list.onColumns}
        onSearch={list.onSearch}
        onOpen={onOpen}
        onAsk={ask}
        onBulk={bulk.ask}
        onRequest={request.open}
        firstSteps={
          session.demo ? null : (
            <Suspense fallback={null}>
              <FirstSteps />
            </Suspense>
          )
        }
        bulk={bulk.card}
        views={<SavedViews list="syncs" address={stringifySearch(firstPage(search))} count={countView} />}
      />
      {dialog}
      {bulk.dialog}
      {request.dialog}
    </>
  )
}
