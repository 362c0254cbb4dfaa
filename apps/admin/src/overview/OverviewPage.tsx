import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'
import { type Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { toProblem } from '../api/problem.ts'
import { standingsQuery } from '../connections/standings.ts'
import { useMay } from '../session/session.tsx'
import { keysQuery } from '../settings/keys-query.ts'
import * as strings from '../strings/index.ts'
import { connectionsQuery } from '../syncs/queries.ts'
import { useZone } from '../time/zone.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { OverviewView, type Part } from './OverviewView.tsx'
import { lagQuery, needsQuery, overviewQuery, stripsQuery } from './queries.ts'
import type { OverviewSearch } from './search.ts'

const route = getRouteApi('/app/')

/** Counting is dearer than listing: a bell that rings on is answered this often. */
const settleMs = 3_000

/** The overview with its data: reads, listens to the bell, and keeps the address. */
export function OverviewPage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const api = useApi()
  const { timeZone } = useZone()
  useTitle(strings.shell.titled(strings.overview.title))
  const metrics = useQuery(overviewQuery(api, search, timeZone))
  const lag = useQuery(lagQuery(api, search, timeZone))
  const strips = useQuery(stripsQuery(api))
  const standings = useQuery(standingsQuery(api))
  const needs = useQuery(needsQuery(api, search))
  const connections = useQuery(connectionsQuery(api))
  const keys = useQuery({ ...keysQuery(api), enabled: useMay('apiKey.read') })
  useLive(api)
  const onSearch = useCallback(
    (next: OverviewSearch) =>
      void navigate({ to: '/', search: { venue: undefined, ...next }, resetScroll: false }),
    [navigate],
  )
  return (
    <OverviewView
      search={search}
      metrics={partOf(metrics)}
      lag={partOf(lag)}
      strips={partOf(strips)}
      standings={standings.data ?? null}
      needs={partOf(needs)}
      connections={partOf(connections)}
      keys={keys.data ?? []}
      onSearch={onSearch}
    />
  )
}

/** Reads again some time after the bell has rung, in one go. */
function useLive(api: Api): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const ring = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void api.queries.invalidateQueries({ queryKey: ['overview'] })
    }, settleMs)
  }
  useBell('sync', ring)
  useBell('delivery', ring)
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}

/** Data that is there stays on screen, also when a later reading failed. */
function partOf<Data>(query: UseQueryResult<Data>): Part<Data> {
  if (query.data !== undefined) return { kind: 'ready', data: query.data, busy: query.isPlaceholderData }
  if (query.error)
    return { kind: 'error', problem: toProblem(query.error), onRetry: () => void query.refetch() }
  return { kind: 'loading' }
}
