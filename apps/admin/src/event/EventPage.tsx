import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { readState } from '../api/readState.ts'
import { causesQuery, eventQuery, readTrail } from '../events/queries.ts'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { besideOf } from './causes.ts'
import { EventView, eventTitle } from './EventView.tsx'

const route = getRouteApi('/app/events/$position')

/** One event with its data; what follows from it may still grow. */
export function EventPage() {
  const { position } = route.useParams()
  const navigate = useNavigate()
  const api = useApi()
  const event = useQuery(eventQuery(api, position))
  const causes = useQuery(causesQuery(api, event.data?.row.correlationId))
  useTitle(strings.shell.titled(event.data ? eventTitle(event.data.row) : strings.event.loadingTitle))
  const beside = besideOf(causes.data?.events ?? [], event.data?.row.position ?? 0)
  const step = (to: number | undefined) => {
    if (to !== undefined) void navigate({ to: '/events/$position', params: { position: String(to) } })
  }
  useKeys({ '[': () => step(beside.above), ']': () => step(beside.below) })
  useBell('event', () => void api.queries.invalidateQueries({ queryKey: ['events', 'causes'] }))
  return (
    <EventView
      state={readState(event, withData)}
      causes={readState(causes, withData)}
      listSearch={readTrail(api)}
    />
  )
}

const withData = <Data,>(data: Data) => ({ data })
