import type { RefundablePaymentInput, SyncDetail } from '@syncline/domain/view'

/** What Stripe calls payments; refunds of them are `re_…` and `pyr_…`. */
const payment = /^(?:pi|ch|py)_/
const refund = /^(.+)\/refund-\d+$/

/** The payment that a sync is about, itself or as one of its refunds; null where it is about none that can be refunded. */
export function paymentOf({ row, timeline }: SyncDetail): RefundablePaymentInput | null {
  if (row.source.system !== 'stripe') return null
  const paymentId =
    row.entity === 'refund'
      ? refund.exec(row.source.id)?.[1]
      : row.entity === 'transaction' && payment.test(row.source.id)
        ? row.source.id
        : undefined
  if (paymentId === undefined) return null
  const { connectionId } = row.source
  const accountId = accountIn(timeline.find(({ type }) => type === 'SyncRequested')?.data['source'])
  return { connectionId, paymentId, ...(accountId !== null && { accountId }) }
}

function accountIn(source: unknown): string | null {
  const { accountId = null } = (source ?? {}) as { readonly accountId?: unknown }
  return typeof accountId === 'string' ? accountId : null
}
