import type { ConnectionView } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { custodyRefusal } from '../CustodyPart.tsx'
import { ElectricityView } from './ElectricityView.tsx'
import type { Disco, MeterAsked } from './MeterForm.tsx'

/** What is sold of is no electricity: prices of it are under the kept answers. */
const isElectricity = ({ id, name }: Disco) => id !== name

/** The wallet, the companies, and questions about a meter and a vend. */
export function ElectricityPart({ connection }: { connection: ConnectionView }) {
  const { connectionId } = connection
  const api = useApi()
  const read = (name: string) => ({
    queryKey: ['cached-answer', connectionId, name],
    queryFn: () => api.client.cachedRead.answer.query({ connectionId, name }),
    retry: false,
  })
  const discos = useQuery(read('discos'))
  const wallet = useQuery(read('wallet'))
  const check = useMutation({
    mutationFn: (asked: MeterAsked) => api.client.connection.checkMeter.mutate({ connectionId, ...asked }),
    // Whose meter it is is kept no longer than it is shown.
    gcTime: 0,
  })
  const requery = useMutation({
    mutationFn: (orderId: string) => api.client.connection.requeryVend.mutate({ connectionId, orderId }),
    gcTime: 0,
  })
  const kobo = (wallet.data?.answer as { kobo?: number } | undefined)?.kobo
  return (
    <ElectricityView
      state={
        discos.data
          ? {
              kind: 'ready',
              discos: (discos.data.answer as readonly Disco[]).filter(isElectricity),
              wallet: kobo === undefined ? null : { kobo, readAt: wallet.data?.readAt ?? null },
            }
          : discos.error
            ? { kind: 'error', problem: toProblem(discos.error), onRetry: () => void discos.refetch() }
            : { kind: 'loading' }
      }
      disabled={connection.disabledBecause !== null}
      check={{
        busy: check.isPending,
        meter: check.data ?? null,
        refused: custodyRefusal(check.error),
        onCheck: (asked) => check.mutate(asked),
      }}
      requery={{
        busy: requery.isPending,
        vend: requery.data ?? null,
        refused: custodyRefusal(requery.error),
        onAsk: (orderId) => requery.mutate(orderId),
      }}
    />
  )
}
