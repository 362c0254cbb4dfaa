import type { FlowView } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { connectionsQuery, flowsQuery } from './queries.ts'

const RequestDialog = lazy(async () => ({ default: (await import('./RequestDialog.tsx')).RequestDialog }))

/** Asking for syncs by id, from the dialog to the sync that came of it. */
export function useRequest(): { open: () => void; dialog: ReactNode } {
  const api = useApi()
  const navigate = useNavigate()
  const toast = useToast()
  const [opened, setOpened] = useState(false)
  const flows = useQuery({ ...flowsQuery(api), enabled: opened })
  const connections = useQuery({ ...connectionsQuery(api), enabled: opened })
  const command = useMutation({
    mutationFn: ({ flow, sourceIds }: { flow: FlowView; sourceIds: readonly string[] }) => {
      const { entity, sourceConnectionId, targetConnectionId } = flow
      return api.client.sync.requestMany.mutate({
        entity,
        sourceConnectionId,
        targetConnectionId,
        sourceIds: [...sourceIds],
      })
    },
    onSuccess: async ({ position, syncs }) => {
      api.horizons.sync.raise(position)
      setOpened(false)
      await api.queries.invalidateQueries({ queryKey: ['syncs'] })
      toast(strings.syncs.request.done(syncs.length))
      const [only, another] = syncs
      if (only && !another) await navigate({ to: '/syncs/$syncId', params: { syncId: only.syncId } })
    },
  })
  const failure = command.error ?? flows.error
  return {
    open: () => {
      command.reset()
      setOpened(true)
    },
    dialog: opened && flows.isFetched && (
      <Suspense fallback={null}>
        <RequestDialog
          flows={flows.data ?? []}
          connections={connections.data ?? []}
          busy={command.isPending}
          problem={failure === null ? null : toProblem(failure)}
          onSubmit={(flow, sourceIds) => command.mutate({ flow, sourceIds })}
          onClose={() => setOpened(false)}
        />
      </Suspense>
    ),
  }
}
