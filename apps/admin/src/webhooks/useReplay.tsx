import type { DeliveryRow, ReplayedMany, ReplaySelection } from '@syncline/domain/view'
import { useMutation } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { useSession } from '../session/session.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { mayNotReplay, replayRefusal } from './can.ts'
import { eventTitle } from './sentence.ts'

const ReplayDialog = lazy(async () => ({ default: (await import('./ReplayDialog.tsx')).ReplayDialog }))
const words = strings.webhooks

export type Asked =
  | { readonly kind: 'one'; readonly row: DeliveryRow }
  | { readonly kind: 'many'; readonly selection: ReplaySelection; readonly count: number }

function manyText({ replayed, refused }: ReplayedMany): string {
  return (
    words.doneMany(replayed) + refused.map(({ reason, count }) => words.sparedMany(count, reason)).join('')
  )
}

/**
 * A replay from asking to the changed screen: what was written is read back at least up to its position.
 * @param onDone called when it was carried out
 */
export function useReplay(onDone?: () => void): { ask: (asked: Asked) => void; dialog: ReactNode } {
  const api = useApi()
  const session = useSession()
  const toast = useToast()
  const [asked, setAsked] = useState<Asked | null>(null)

  const command = useMutation({
    mutationFn: async ({ asked: what, reason }: { asked: Asked; reason: string }): Promise<string> => {
      const { webhook } = api.client
      if (what.kind === 'one') {
        const { deliveryId } = what.row
        const { position } = await webhook.replay.mutate({ deliveryId, reason })
        api.horizons.delivery.raise(position)
        return words.done(eventTitle(what.row))
      }
      const answer = await webhook.replayMany.mutate({ selection: what.selection, reason })
      api.horizons.delivery.raise(answer.position ?? 0)
      return manyText(answer)
    },
    onSuccess: (text) => {
      toast(text)
      setAsked(null)
      onDone?.()
    },
    // Also after a refusal: a conflict means that the screen is behind.
    onSettled: () =>
      Promise.all([
        api.queries.invalidateQueries({ queryKey: ['webhooks'] }),
        api.queries.invalidateQueries({ queryKey: ['webhook'] }),
      ]),
  })

  const ask = useCallback(
    (what: Asked) => {
      const why = what.kind === 'one' ? replayRefusal(what.row, session) : mayNotReplay(session)
      if (why === null) {
        command.reset()
        setAsked(what)
      } else toast(why)
    },
    [session, toast, command.reset],
  )
  const dialog = asked && (
    <Suspense fallback={null}>
      <ReplayDialog
        asked={asked}
        busy={command.isPending}
        problem={command.error === null ? null : toProblem(command.error)}
        onSubmit={(reason) => command.mutate({ asked, reason })}
        onClose={() => setAsked(null)}
      />
    </Suspense>
  )
  return { ask, dialog }
}
