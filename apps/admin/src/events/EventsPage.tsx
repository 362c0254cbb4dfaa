import type { EventList, EventRow } from '@syncline/domain/view'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { toProblem } from '../api/problem.ts'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { type EventsState, EventsView } from './EventsView.tsx'
import { kindsQuery, leaveTrail, newerQuery, pageQuery, showNewest } from './queries.ts'
import { type EventsSearch, firstPage } from './search.ts'

const route = getRouteApi('/app/events')

/** The explorer with its data: reads, listens to the bell, and keeps the address. */
export function EventsPage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const api = useApi()
  useTitle(strings.shell.titled(strings.events.title))
  const page = useQuery(pageQuery(api, search))
  const kinds = useQuery(kindsQuery(api))
  const onFirstPage = search.older === undefined && search.newer === undefined
  const newer = useQuery(newerQuery(api, search, onFirstPage ? (page.data?.rows[0]?.position ?? null) : null))

  // What is on screen never changes; only what came in above it is new.
  useBell('event', () => {
    const key = page.data?.rows.length === 0 ? ['events'] : ['events', 'newer']
    void api.queries.invalidateQueries({ queryKey: key })
  })
  useEffect(() => void leaveTrail(api, search), [api, search])

  const onSearch = useCallback(
    (next: EventsSearch) => void navigate({ to: '/events', search: next, replace: true, resetScroll: false }),
    [navigate],
  )
  const onOpen = useCallback(
    ({ position }: EventRow) =>
      void navigate({ to: '/events/$position', params: { position: String(position) } }),
    [navigate],
  )
  const onShowNewer = useCallback(() => {
    void showNewest(api, search).then(
      () => navigate({ to: '/events', search: firstPage(search) }),
      () => page.refetch(),
    )
  }, [api, search, navigate, page.refetch])

  return (
    <EventsView
      search={search}
      state={stateOf(page)}
      kinds={kinds.data ?? []}
      newer={newer.data ?? null}
      onSearch={onSearch}
      onShowNewer={onShowNewer}
      onOpen={onOpen}
    />
  )
}

/** Data that is there stays on screen, also when a later reading failed. */
function stateOf(page: UseQueryResult<EventList>): EventsState {
  if (page.data) return { kind: 'ready', list: page.data, busy: page.isPlaceholderData }
  if (page.error) return { kind: 'error', problem: toProblem(page.error), onRetry: () => void page.refetch() }
  return { kind: 'loading' }
}
