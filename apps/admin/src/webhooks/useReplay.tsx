import type { DeliveryRow } from '@syncline/domain/view'
import { useMutation } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { useSession } from '../session/session.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { replayRefusal } from './can.ts'
import { eventTitle } from './sentence.ts'

const ReplayDialog = lazy(async () => ({ default: (await import('./ReplayDialog.tsx')).ReplayDialog }))

/** A replay from asking to the changed screen: what was written is read back at least up to its position. */
export function useReplay(): { ask: (row: DeliveryRow) => void; dialog: ReactNode } {
  const api = useApi()
  const session = useSession()
  const toast = useToast()
  const [asked, setAsked] = useState<DeliveryRow | null>(null)

  const command = useMutation({
    mutationFn: async ({ row, reason }: { row: DeliveryRow; reason: string }) => {
      const { position } = await api.client.webhook.replay.mutate({ deliveryId: row.deliveryId, reason })
      api.horizons.delivery.raise(position)
    },
    onSuccess: (_, { row }) => {
      toast(strings.webhooks.done(eventTitle(row)))
      setAsked(null)
    },
    // Also after a refusal: a conflict means that the screen is behind.
    onSettled: () =>
      Promise.all([
        api.queries.invalidateQueries({ queryKey: ['webhooks'] }),
        api.queries.invalidateQueries({ queryKey: ['webhook'] }),
      ]),
  })

  const ask = useCallback(
    (row: DeliveryRow) => {
      const why = replayRefusal(row, session)
      if (why === null) {
        command.reset()
        setAsked(row)
      } else toast(why)
    },
    [session, toast, command.reset],
  )
  const dialog = asked && (
    <Suspense fallback={null}>
      <ReplayDialog
        row={asked}
        busy={command.isPending}
        problem={command.error === null ? null : toProblem(command.error)}
        onSubmit={(reason) => command.mutate({ row: asked, reason })}
        onClose={() => setAsked(null)}
      />
    </Suspense>
  )
  return { ask, dialog }
}
