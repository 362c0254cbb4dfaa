import type { ConnectionView } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { readState } from '../../api/readState.ts'
import { AskedAgain } from '../../settings/stepUp.tsx'
import { custodyRefusal } from '../CustodyPart.tsx'
import { ElectricityView } from './ElectricityView.tsx'
import type { Disco, MeterAsked } from './MeterForm.tsx'
import { rechargesQuery } from './queries.ts'
import { SellDialog } from './SellDialog.tsx'
import { useSale } from './useSale.ts'

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
    onSuccess: () =>
      void api.queries.invalidateQueries({ queryKey: rechargesQuery(api, connectionId).queryKey }),
    gcTime: 0,
  })
  const sale = useSale(connection)
  const recharges = useQuery(rechargesQuery(api, connectionId))
  const reveal = useMutation({
    mutationFn: (rechargeId: string) => api.client.recharge.revealTokens.mutate({ rechargeId }),
    gcTime: 0,
  })
  const kobo = (wallet.data?.answer as { kobo?: number } | undefined)?.kobo
  const { confirming } = sale
  const companies = (discos.data?.answer ?? []) as readonly Disco[]
  return (
    <>
      <ElectricityView
        state={
          discos.data
            ? {
                kind: 'ready',
                discos: companies.filter(isElectricity),
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
        sell={{
          busy: sale.check.isPending,
          sale: sale.create.data ?? null,
          refused: custodyRefusal(sale.check.error),
          onCheck: sale.onCheck,
        }}
        recharges={{
          state: readState(recharges, ({ rows }) => ({ rows })),
          shown: reveal.data ?? null,
          revealing: reveal.isPending ? reveal.variables : null,
          refused: custodyRefusal(reveal.error),
          onReveal: (rechargeId) => reveal.mutate(rechargeId),
        }}
      />
      {confirming && sale.check.data && (
        <SellDialog
          asked={confirming.asked}
          meter={sale.check.data}
          company={companies.find(({ id }) => id === confirming.asked.disco)?.name ?? confirming.asked.disco}
          payer={connection.name}
          walletKobo={kobo ?? null}
          busy={sale.create.isPending}
          refused={custodyRefusal(sale.create.error)}
          onSell={sale.onSell}
          onClose={sale.onClose}
        />
      )}
      <AskedAgain command={sale.create} />
      <AskedAgain command={reveal} />
    </>
  )
}
