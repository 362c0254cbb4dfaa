import type { EventRow } from '@syncline/domain/view'
import { noop, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useApi } from '../api/context.tsx'
import { SavedViews } from '../list/SavedViews.tsx'
import { useList } from '../list/useList.ts'
import * as strings from '../strings/index.ts'
import { connectionsQuery } from '../syncs/queries.ts'
import { stringifySearch } from '../syncs/search.ts'
import { useTitle } from '../ui/useTitle.ts'
import { EventsView } from './EventsView.tsx'
import { eventPlaces, kindsQuery, leaveTrail, newerQuery, pageQuery, showNewest } from './queries.ts'
import { firstPage } from './search.ts'

const route = getRouteApi('/app/events')
const queries = { pageQuery, newerQuery, showNewest }

/** The explorer with its data. */
export function EventsPage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const api = useApi()
  useTitle(strings.shell.titled(strings.events.title))
  const list = useList({
    to: '/events',
    noun: 'event',
    queryKey: 'events',
    search,
    queries,
    places: eventPlaces,
    rowsNeverChange: true,
  })
  const kinds = useQuery(kindsQuery(api))
  const connections = useQuery(connectionsQuery(api))
  useEffect(() => void leaveTrail(api, search), [api, search])
  const onOpen = useCallback(
    ({ position }: EventRow) =>
      void navigate({ to: '/events/$position', params: { position: String(position) } }),
    [navigate],
  )
  return (
    <EventsView
      {...list.data}
      search={search}
      matching={null}
      kinds={kinds.data ?? []}
      connections={connections.data ?? []}
      chosenColumns={list.chosenColumns}
      onColumns={list.onColumns}
      onSearch={list.onSearch}
      onOpen={onOpen}
      onBulk={noop}
      bulk={null}
      views={
        // The whole log has no venue.
        <SavedViews
          list="events"
          address={stringifySearch({
            ...firstPage(search),
            venue: search.counted === undefined ? undefined : search.venue,
          })}
        />
      }
    />
  )
}
