import type { BulkAction } from '@syncline/domain/bulk'
import { countCap } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { capped } from '../list/capped.ts'
import { useToast } from '../shell/toast.tsx'
import type { SyncsSearch } from './search.ts'
import { type Selection, toBulkSelection } from './selection.ts'

const BulkDialog = lazy(async () => ({ default: (await import('./BulkDialog.tsx')).BulkDialog }))
const BulkCard = lazy(async () => ({ default: (await import('./BulkCard.tsx')).BulkCard }))

/** A part takes a fraction of a second. */
const readEveryMs = 700

interface Asked {
  readonly action: BulkAction
  readonly selection: Selection
  readonly count: number
  /** Drawn once, so that asking twice under it is asking once. */
  readonly bulkId: string
}

/**
 * A command on many syncs, from asking to its outcome. Which one is watched stands in the address: it goes on in the
 * worker, and whoever opens the address again sees how far it has come.
 */
export function useBulk(
  search: SyncsSearch,
  watch: (bulkId: string | undefined) => void,
): {
  ask: (action: BulkAction, selection: Selection, count: number) => void
  dialog: ReactNode
  card: ReactNode
} {
  const api = useApi()
  const toast = useToast()
  const [asked, setAsked] = useState<Asked | null>(null)
  const bulkId = search.bulk

  const command = useMutation({
    mutationFn: ({ action, selection, bulkId, reason }: Asked & { reason: string }) => {
      const input = { bulkId, selection: toBulkSelection(selection, search, Date.now()) }
      return action === 'skip'
        ? api.client.sync.skipMany.mutate({ ...input, reason })
        : api.client.sync.retryMany.mutate({ ...input, ...(reason !== '' && { reason }) })
    },
    onSuccess: (_, { bulkId }) => {
      setAsked(null)
      watch(bulkId)
    },
  })
  const bulk = useQuery({
    queryKey: ['bulk', bulkId],
    enabled: bulkId !== undefined,
    queryFn: () => api.client.bulk.get.query({ bulkId: bulkId ?? '' }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? readEveryMs : false),
  })
  const stop = useMutation({
    mutationFn: (id: string) => api.client.bulk.stop.mutate({ bulkId: id }),
    onSettled: () => bulk.refetch(),
    onError: (error) => toast(toProblem(error).sentence),
  })
  const ended = bulk.data !== undefined && bulk.data.status !== 'running'
  useEffect(() => {
    if (ended) void api.queries.invalidateQueries({ queryKey: ['syncs'] })
  }, [ended, api])

  const ask = useCallback(
    (action: BulkAction, selection: Selection, count: number) => {
      command.reset()
      setAsked({ action, selection, count, bulkId: crypto.randomUUID() })
    },
    [command.reset],
  )
  return {
    ask,
    dialog: asked && (
      <Suspense fallback={null}>
        <BulkDialog
          action={asked.action}
          count={capped(asked.count, countCap)}
          busy={command.isPending}
          problem={command.error === null ? null : toProblem(command.error)}
          onSubmit={(reason) => command.mutate({ ...asked, reason })}
          onClose={() => setAsked(null)}
        />
      </Suspense>
    ),
    card: bulk.data && (
      <Suspense fallback={null}>
        <BulkCard
          bulk={bulk.data}
          stopping={stop.isPending}
          unread={bulk.isError}
          onStop={() => stop.mutate(bulk.data.bulkId)}
          onClose={() => watch(undefined)}
        />
      </Suspense>
    ),
  }
}
