import type { RefundRecord } from '@syncline/domain/record'
import { keptReference, type Plan, type PlanContext } from '../provider.ts'
import { identifier } from '../shape.ts'
import { encodeForm } from './form.ts'
import { objectId } from './id.ts'
import { refundsPath } from './outcome.ts'

const noCall = (field: string, detail: string): Plan => ({ ok: false, code: 'MAPPING_FAILED', field, detail })

/**
 * The call that gives money of a payment back. Pure. A refund is made once and never changed: whatever it is linked to,
 * it is a creation. The currency is the payment's own; Stripe takes none. Why it is given back stays with us.
 */
export function planRefund(record: RefundRecord, context: PlanContext): Plan {
  const { amount, paymentId, deleted } = record
  const { accountId } = context
  if (accountId !== null && !identifier(255).safeParse(accountId).success)
    return noCall('account', 'The account is not one that Stripe gives out.')
  if (deleted) return noCall('deleted', 'A refund can’t be taken back.')
  if (paymentId === null || !objectId.safeParse(paymentId).success)
    return noCall('paymentId', 'The payment is not one that Stripe gives out.')
  if (amount.amount === 0) return noCall('amount', 'Nothing can’t be given back.')
  const reference = keptReference(record, context)
  const body = encodeForm({
    [paymentId.startsWith('pi_') ? 'payment_intent' : 'charge']: paymentId,
    amount: String(amount.amount),
    ...(reference === null ? {} : { metadata: { syncline_ref: reference } }),
  })
  const call = { method: 'POST', path: refundsPath, body, effect: 'created', externalId: null } as const
  return { ok: true, call: { ...call, accountId } }
}
