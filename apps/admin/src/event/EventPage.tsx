import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { toProblem } from '../api/problem.ts'
import { causesQuery, eventQuery, readTrail } from '../events/queries.ts'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { besideOf } from './causes.ts'
import { type EventState, EventView, eventTitle } from './EventView.tsx'

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
  return <EventView state={stateOf(event)} causes={stateOf(causes)} listSearch={readTrail(api)} />
}

function stateOf<Data>(query: UseQueryResult<Data>): EventState<Data> {
  if (query.data !== undefined) return { kind: 'ready', data: query.data }
  if (query.error)
    return { kind: 'error', problem: toProblem(query.error), onRetry: () => void query.refetch() }
  return { kind: 'loading' }
}
