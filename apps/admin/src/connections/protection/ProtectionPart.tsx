import { type LimitPolicy, providerTitles } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Api } from '../../api/api.ts'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { readState } from '../../api/readState.ts'
import { showWritten } from '../../api/written.ts'
import { refusedBy } from '../../parts/Refused.tsx'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { ProtectionView } from './ProtectionView.tsx'
import { ResetDialog } from './ResetDialog.tsx'

const words = strings.protection
/** Use and rest change by the second; what is seen here need not. */
const readEveryMs = 5_000

function protectionQuery(api: Api, connectionId: string) {
  return queryOptions({
    queryKey: ['protection', connectionId],
    queryFn: () => api.client.connection.protection.query({ connectionId }),
    refetchInterval: readEveryMs,
  })
}

const refusalOf = (error: unknown) =>
  refusedBy(error === null ? null : toProblem(error), (reason) =>
    reason === 'is_closed' ? words.resetting.refusals.is_closed : undefined,
  )

/** Health, limits and rest of a connection, with what is done about them. */
export function ProtectionPart({ connection }: { connection: ConnectionView }) {
  const { connectionId } = connection
  const provider = providerTitles[connection.provider]
  const api = useApi()
  const toast = useToast()
  const [resetting, setResetting] = useState(false)
  const query = protectionQuery(api, connectionId)
  const known = useQuery(query)
  const read = () => api.queries.invalidateQueries({ queryKey: query.queryKey })
  const look = useMutation({
    mutationFn: () => api.client.connection.checkHealth.mutate({ connectionId }),
    onSuccess: read,
  })
  const limits = useMutation({
    mutationFn: (policy: LimitPolicy) => api.client.connection.setLimits.mutate({ connectionId, policy }),
    onSuccess: async (_, policy) => {
      await showWritten(api, query.queryKey, (known) => ({ ...known, policy }))
      toast(words.form.saved)
    },
  })
  const reset = useMutation({
    mutationFn: (reason: string) => api.client.connection.resetBreaker.mutate({ connectionId, reason }),
    onSuccess: async () => {
      setResetting(false)
      toast(words.resetting.done)
      await read()
    },
  })
  return (
    <>
      <ProtectionView
        provider={provider}
        state={readState(known, (view) => ({ view }))}
        disabled={connection.disabledBecause !== null}
        look={{ busy: look.isPending, refused: refusalOf(look.error) }}
        limits={{
          busy: limits.isPending,
          refused: refusalOf(limits.error),
          onSave: (policy) => limits.mutate(policy),
        }}
        onLook={() => look.mutate()}
        onReset={() => setResetting(true)}
      />
      {resetting && (
        <ResetDialog
          provider={provider}
          busy={reset.isPending}
          refused={refusalOf(reset.error)}
          onSubmit={(reason) => reset.mutate(reason)}
          onClose={() => {
            setResetting(false)
            reset.reset()
          }}
        />
      )}
    </>
  )
}
