import type { ReconciliationStartInput } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { toProblem } from '../api/problem.ts'
import { useMay } from '../session/session.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { connectionsQuery, flowsQuery } from '../syncs/queries.ts'
import { useClock } from '../time/clock.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { listQuery } from './queries.ts'
import { ReconciliationsView } from './ReconciliationsView.tsx'
import { StartDialog } from './StartDialog.tsx'
import type { ReconciliationsSearch } from './search.ts'

const words = strings.reconciliation
const route = getRouteApi('/app/reconciliation')

export function ReconciliationsPage() {
  useTitle(strings.shell.titled(words.title))
  const api = useApi()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [asking, setAsking] = useState(false)
  const mayRun = useMay('reconciliation.run')
  const list = useQuery(listQuery(api, search))
  useBell('reconciliation', () => void list.refetch())
  const connections = useQuery(connectionsQuery(api))
  const view = {
    search,
    connections: connections.data ?? [],
    refusal: mayRun ? null : words.start.refused,
    onStart: () => setAsking(true),
    onSearch: (next: ReconciliationsSearch) =>
      void navigate({ search: { venue: undefined, ...next }, resetScroll: false }),
  }
  return (
    <>
      {list.data ? (
        <ReconciliationsView
          state={{ kind: 'ready', ...list.data, isFirst: search.older === undefined }}
          {...view}
        />
      ) : list.error ? (
        <ReconciliationsView
          state={{ kind: 'error', problem: toProblem(list.error), onRetry: () => void list.refetch() }}
          {...view}
        />
      ) : (
        <ReconciliationsView state={{ kind: 'loading' }} {...view} />
      )}
      {asking && <Starting onClose={() => setAsking(false)} />}
    </>
  )
}

function Starting({ onClose }: { onClose: () => void }) {
  const api = useApi()
  const toast = useToast()
  const navigate = route.useNavigate()
  const nowMs = useClock().now()
  const connections = useQuery(connectionsQuery(api))
  const flows = useQuery(flowsQuery(api))
  const start = useMutation({
    mutationFn: (input: ReconciliationStartInput) => api.client.reconciliation.start.mutate(input),
    async onSuccess({ reconciliationId, position }) {
      api.horizons.reconciliation.raise(position)
      toast(words.start.started)
      await navigate({ to: '/reconciliation/$reconciliationId', params: { reconciliationId }, search: {} })
    },
  })
  if (!connections.data || !flows.data) return null
  return (
    <StartDialog
      connections={connections.data}
      flows={flows.data}
      nowMs={nowMs}
      busy={start.isPending}
      problem={start.error === null ? null : toProblem(start.error)}
      onSubmit={(input) => start.mutate(input)}
      onClose={onClose}
    />
  )
}
