import type { FlowView } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { showWritten } from '../../api/written.ts'
import { refusedBy } from '../../parts/Refused.tsx'
import { useSession } from '../../session/session.tsx'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { flowsQuery } from '../../syncs/queries.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { openSyncsQuery } from '../queries.ts'
import { EndFlowDialog } from './EndFlowDialog.tsx'

const words = strings.switches.flow

/** Taking away one of the flows of a connection; nothing where nothing flows. */
export function EndFlowPart({
  flows,
  nameOf,
}: {
  flows: readonly FlowView[]
  nameOf: (connectionId: string) => string
}) {
  const { permissions, organization } = useSession()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const chosen = flows.find(({ flowId }) => flowId === chosenId) ?? null
  const [first] = flows
  if (!first) return null
  return (
    <>
      <GuardedButton
        refusal={permissions.includes('connection.configure') ? null : words.mayNot(organization.name)}
        onClick={() => setChosenId(first.flowId)}
      >
        {words.action}
      </GuardedButton>
      {chosen && (
        <Ending
          flows={flows}
          chosen={chosen}
          nameOf={nameOf}
          onChoose={setChosenId}
          onClose={() => setChosenId(null)}
        />
      )}
    </>
  )
}

function Ending({
  chosen,
  onClose,
  ...rest
}: {
  flows: readonly FlowView[]
  chosen: FlowView
  nameOf: (connectionId: string) => string
  onChoose: (flowId: string) => void
  onClose: () => void
}) {
  const api = useApi()
  const toast = useToast()
  const inLine = useQuery(openSyncsQuery(api, chosen.targetConnectionId, chosen.entity))
  const end = useMutation({
    mutationFn: (reason: string) => api.client.flow.disable.mutate({ flowId: chosen.flowId, reason }),
    onSuccess: async () => {
      onClose()
      toast(words.done(chosen.entity, rest.nameOf(chosen.targetConnectionId)))
      await showWritten(api, flowsQuery(api).queryKey, (known) =>
        known.filter(({ flowId }) => flowId !== chosen.flowId),
      )
    },
  })
  return (
    <EndFlowDialog
      {...rest}
      chosen={chosen}
      inLine={inLine.data ?? null}
      busy={end.isPending}
      refused={refusedBy(end.error === null ? null : toProblem(end.error), (reason) =>
        reason === 'is_off' ? words.gone : undefined,
      )}
      onSubmit={(reason) => end.mutate(reason)}
      onClose={onClose}
    />
  )
}
