import type { BulkAction } from '@syncline/domain/bulk'
import { countCap, type SyncSums } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { refusedBy } from '../parts/Refused.tsx'
import { useToast } from '../shell/toast.tsx'
import { bulkQuery, watchWork } from '../shell/work.ts'
import { capped } from './capped.ts'
import type { Selection } from './selection.ts'

const BulkDialog = lazy(async () => ({ default: (await import('./BulkDialog.tsx')).BulkDialog }))
const BulkCard = lazy(async () => ({ default: (await import('./BulkCard.tsx')).BulkCard }))

/** What a person is asked to confirm. */
interface Asked {
  readonly action: BulkAction
  readonly selection: Selection
  readonly count: number
  /** Drawn once, so that asking twice under it is asking once. */
  readonly bulkId: string
}

export type BulkToSend = Asked & { readonly reason: string }

interface BulkUse {
  /** First part of the keys of the list's readings. */
  readonly queryKey: string
  /** The command that is watched; it stands in the address. */
  readonly bulkId: string | undefined
  readonly watch: (bulkId: string | undefined) => void
  readonly send: (api: Api, asked: BulkToSend) => Promise<unknown>
  /** How much money it is about, where the rows carry any. */
  readonly sum?: (api: Api, asked: Asked) => Promise<SyncSums>
}

/**
 * A command on many, from asking to its outcome. Which one is watched stands in the address: it goes on in the worker,
 * and whoever opens the address again sees how far it has come.
 */
export function useBulk({ queryKey, bulkId, watch, send, sum }: BulkUse): {
  ask: (action: BulkAction, selection: Selection, count: number) => void
  dialog: ReactNode
  card: ReactNode
} {
  const api = useApi()
  const toast = useToast()
  const [asked, setAsked] = useState<Asked | null>(null)

  const command = useMutation({
    mutationFn: (what: BulkToSend) => send(api, what),
    onSuccess: (_, { bulkId: sent }) => {
      setAsked(null)
      watchWork(api, sent)
      watch(sent)
    },
  })
  const carried = useQuery({
    queryKey: [queryKey, 'sums', asked?.bulkId],
    queryFn: () => (asked && sum ? sum(api, asked) : null),
    enabled: asked !== null && sum !== undefined,
  })
  const bulk = useQuery({ ...bulkQuery(api, bulkId ?? ''), enabled: bulkId !== undefined })
  const stop = useMutation({
    mutationFn: (id: string) => api.client.bulk.stop.mutate({ bulkId: id }),
    onSettled: () => bulk.refetch(),
    onError: (error) => toast(refusedBy(toProblem(error))),
  })
  const ended = bulk.data !== undefined && bulk.data.status !== 'running'
  useEffect(() => {
    if (ended) void api.queries.invalidateQueries({ queryKey: [queryKey] })
  }, [ended, api, queryKey])

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
          carried={carried.data ?? null}
          busy={command.isPending}
          problem={command.error === null ? null : toProblem(command.error)}
          onSubmit={(reason) => command.mutate({ ...asked, reason })}
          onClose={() => setAsked(null)}
        />
      </Suspense>
    ),
    card: bulkId !== undefined && bulk.data && (
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
