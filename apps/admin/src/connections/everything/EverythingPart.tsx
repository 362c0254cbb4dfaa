import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { showWritten } from '../../api/written.ts'
import { refusedBy } from '../../parts/Refused.tsx'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { organizationQuery } from '../queries.ts'
import { EverythingDialog } from './EverythingDialog.tsx'
import { EverythingView } from './EverythingView.tsx'

const words = strings.switches

/** One switch for all that the organization sends. @param connections how many it has */
export function EverythingPart({ connections }: { connections: number }) {
  const api = useApi()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const { queryKey } = organizationQuery(api)
  const held = useQuery(organizationQuery(api)).data
  const show = (disabledBecause: string | null) =>
    showWritten(api, queryKey, (known) => ({ ...known, disabledBecause }))
  const off = useMutation({
    mutationFn: (reason: string) => api.client.organization.disable.mutate({ reason }),
    onSuccess: async (_, reason) => {
      await show(reason)
      setAsking(false)
      toast(words.doneOff)
    },
  })
  const on = useMutation({
    mutationFn: () => api.client.organization.enable.mutate({}),
    onSuccess: async () => {
      await show(null)
      toast(words.doneOn)
    },
  })
  const refusedFor = (error: unknown) =>
    refusedBy(error === null ? null : toProblem(error), (reason) =>
      Object.hasOwn(words.refusals, reason)
        ? words.refusals[reason as keyof typeof words.refusals]
        : undefined,
    )
  if (!held) return null
  return (
    <>
      <EverythingView
        isOff={held.disabledBecause !== null}
        busy={on.isPending}
        refused={refusedFor(on.error)}
        onOff={() => setAsking(true)}
        onOn={() => on.mutate()}
      />
      {asking && (
        <EverythingDialog
          connections={connections}
          busy={off.isPending}
          refused={refusedFor(off.error)}
          onSubmit={(reason) => off.mutate(reason)}
          onClose={() => {
            setAsking(false)
            off.reset()
          }}
        />
      )}
    </>
  )
}
