import { providerTitles } from '@syncline/domain/connection'
import type { RefundablePaymentInput, SyncDetail } from '@syncline/domain/view'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { type Problem, toProblem } from '../api/problem.ts'
import { refusedBy } from '../parts/Refused.tsx'
import { AskedAgain, needsPassword } from '../settings/stepUp.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { moneyText } from './money.ts'
import { RefundDialog } from './RefundDialog.tsx'
import { RefundSection, type RefundsState } from './RefundSection.tsx'

const words = strings.refund

const refundsQuery = (api: Api, payment: RefundablePaymentInput) =>
  queryOptions({
    queryKey: ['refunds', payment],
    queryFn: () => api.client.refund.list.query(payment),
  })

const refusalOf = (problem: Problem | null) =>
  refusedBy(problem, (reason) =>
    Object.hasOwn(words.refusals, reason) ? words.refusals[reason as keyof typeof words.refusals] : undefined,
  )
const problemOf = (error: unknown) => (error === null ? null : toProblem(error))

/** The refunds of a payment, with what they are read from and asked for by. */
export function RefundPart({ detail, payment }: { detail: SyncDetail; payment: RefundablePaymentInput }) {
  const api = useApi()
  const toast = useToast()
  const refunds = useQuery(refundsQuery(api, payment))
  /** Of what is asked for now: asking twice refunds once. */
  const [requestId, setRequestId] = useState<string | null>(null)
  const read = () => api.queries.invalidateQueries({ queryKey: refundsQuery(api, payment).queryKey })
  useBell('sync', (ids) => {
    if (ids === null || refunds.data?.some(({ syncId }) => ids.has(syncId))) void read()
  })
  const preview = useQuery({
    queryKey: ['refund-preview', payment, requestId],
    enabled: requestId !== null,
    queryFn: () => api.client.refund.preview.query(payment),
    // What is left is true at this moment only.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const create = useMutation({
    mutationFn: (asked: { requestId: string; amount: number; currency: string; reason: string }) =>
      api.client.refund.create.mutate({ ...payment, ...asked }),
    async onSuccess(_, { amount, currency }) {
      setRequestId(null)
      toast(words.asked(moneyText({ amount, currency })))
      await read()
    },
  })
  const problem = problemOf(create.error)
  const state: RefundsState = refunds.data
    ? { kind: 'ready', refunds: refunds.data }
    : refunds.error
      ? { kind: 'error', problem: toProblem(refunds.error) }
      : { kind: 'loading' }
  return (
    <>
      <RefundSection
        payment={payment}
        state={state}
        currentId={detail.row.syncId}
        onOpen={() => setRequestId(crypto.randomUUID())}
      />
      {requestId !== null && (
        <RefundDialog
          preview={preview.data ?? null}
          provider={providerTitles[detail.row.source.system]}
          busy={create.isPending}
          refused={refusalOf(needsPassword(problem) ? null : (problem ?? problemOf(preview.error)))}
          onSubmit={({ amount, reason }) => {
            const currency = preview.data?.payment.currency
            if (currency && !create.isPending) create.mutate({ requestId, amount, currency, reason })
          }}
          onClose={() => {
            create.reset()
            setRequestId(null)
          }}
        />
      )}
      <AskedAgain command={create} />
    </>
  )
}
