import type { ErrorCode } from '../error/index.ts'
import type { EventData } from '../event/catalogue.ts'
import type { Money } from '../money/index.ts'
import type { Sync } from '../sync/evolve.ts'

/** A payment as its provider has it now, as far as giving it back goes. Amounts are minor units of `currency`. */
export interface RefundablePayment {
  readonly id: string
  /** Only what was taken can be given back. */
  readonly succeeded: boolean
  readonly currency: string
  readonly paid: number
  /** Given back already, by whomever. */
  readonly refunded: number
  /** The payer's bank has it under dispute: what is to be given back is decided there. */
  readonly disputed: boolean
  /** Null for a guest. */
  readonly payer: { readonly id: string; readonly name: string | null } | null
  readonly description: string | null
}

/** A refund that was asked for before, and what has become of its sync. */
export interface EarlierRefund {
  readonly asked: EventData<'RefundRequested'>
  readonly sync: Sync
}

/** As many refunds as a payment may have here. */
export const maxRefunds = 20

export type RefundRefusal = Extract<
  ErrorCode,
  | 'PAYMENT_ALREADY_REFUNDED'
  | 'PAYMENT_NOT_REFUNDABLE'
  | 'PAYMENT_DISPUTED'
  | 'REFUND_TOO_LARGE'
  | 'STATE_CONFLICT'
>

/** What refunds of ours may still take, while the provider's own sum does not surely hold them. */
export function onTheirWay(earlier: readonly EarlierRefund[]): number {
  return earlier.filter(({ sync }) => isOpen(sync)).reduce((sum, { asked }) => sum + asked.amount.amount, 0)
}

function isOpen(sync: Sync): boolean {
  if (sync.status === 'none' || sync.status === 'synced') return false
  return sync.status === 'pending' || sync.status === 'syncing' || sync.lastCertainty === 'unknown'
}

/** What is left of a payment to give back. */
export const leftOf = ({ paid, refunded }: RefundablePayment, earlier: readonly EarlierRefund[]): number =>
  Math.max(0, paid - refunded - onTheirWay(earlier))

/**
 * Why nothing, or not so much, may be given back; null when it may. The provider has the last word all the same.
 * @param amount null for «anything at all»
 */
export function refundRefusal(
  payment: RefundablePayment,
  earlier: readonly EarlierRefund[],
  amount: Money | null,
): RefundRefusal | null {
  if (!payment.succeeded) return 'PAYMENT_NOT_REFUNDABLE'
  if (payment.disputed) return 'PAYMENT_DISPUTED'
  const left = leftOf(payment, earlier)
  if (left === 0) return 'PAYMENT_ALREADY_REFUNDED'
  if (earlier.length >= maxRefunds) return 'STATE_CONFLICT'
  const fits = amount === null || (amount.amount <= left && amount.currency === payment.currency)
  return fits ? null : 'REFUND_TOO_LARGE'
}

/** What a refund is called at its source, which is the hub: the payment, and the how manyth of its refunds. */
export const refundSourceId = (paymentId: string, number: number) => `${paymentId}/refund-${number}`
