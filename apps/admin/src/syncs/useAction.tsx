import type { SyncRow } from '@syncline/domain/view'
import { useMutation } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { useSession } from '../session/session.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { refusal, type SyncAction } from './can.ts'
import { detailKey, detailQuery } from './queries.ts'
import { recordTitle } from './sentence.ts'

const ActionDialog = lazy(async () => ({ default: (await import('./ActionDialog.tsx')).ActionDialog }))

interface Asked {
  readonly action: SyncAction
  readonly row: SyncRow
}

/**
 * A command from asking to the changed screen. What was written is read back from the log at least up to the
 * command's position, so the screen never shows the state of before.
 */
export function useAction(): { ask: (action: SyncAction, row: SyncRow) => void; dialog: ReactNode } {
  const api = useApi()
  const session = useSession()
  const toast = useToast()
  const [asked, setAsked] = useState<Asked | null>(null)

  const readAgain = useCallback(
    async (syncId: string) => {
      await Promise.all([
        api.queries.invalidateQueries({ queryKey: ['syncs'] }),
        api.queries.invalidateQueries({ queryKey: detailKey(syncId) }),
      ])
    },
    [api],
  )
  const command = useMutation({
    mutationFn: async ({ action, row, reason }: Asked & { reason: string }) => {
      const { syncId } = row
      const { sync } = api.client
      const { position } =
        action === 'retry'
          ? await sync.retry.mutate({ syncId, ...(reason !== '' && { reason }) })
          : action === 'ours' || action === 'theirs'
            ? await sync.resolve.mutate({ syncId, choice: action, reason })
            : await sync[action].mutate({ syncId, reason })
      api.horizons.sync.raise(position)
    },
    onSuccess: async (_, { action, row }) => {
      await readAgain(row.syncId)
      const record = recordTitle(row)
      toast(strings.syncs.done[action](record))
      setAsked(null)
    },
    // A conflict means that the screen is behind: show how it is now, in the dialog too.
    onError: async (_, { action, row }) => {
      await readAgain(row.syncId)
      const detail = await api.queries.fetchQuery(detailQuery(api, row.syncId))
      setAsked((still) => still && { action, row: detail.row })
    },
  })

  const ask = useCallback(
    (action: SyncAction, row: SyncRow) => {
      const why = refusal(action, row, session)
      if (why === null) {
        command.reset()
        setAsked({ action, row })
      } else toast(why)
    },
    [session, toast, command.reset],
  )
  const dialog = asked && (
    <Suspense fallback={null}>
      <ActionDialog
        {...asked}
        busy={command.isPending}
        problem={command.error === null ? null : toProblem(command.error)}
        onSubmit={(reason) => command.mutate({ ...asked, reason })}
        onClose={() => setAsked(null)}
      />
    </Suspense>
  )
  return { ask, dialog }
}
