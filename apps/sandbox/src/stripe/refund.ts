import type Stripe from 'stripe'
import type { StripeCharge } from './charge.ts'
import { choiceParser, type Parser, parseAmount, parseMetadata, textParser } from './parameters.ts'

export type StripeRefund = Omit<Stripe.Refund, 'lastResponse'>

export type RefundWishes = {
  amount: number
  charge: string | null
  payment_intent: string | null
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer'
  metadata: Record<string, string>
}

export const refundParsers: { [K in keyof RefundWishes]-?: Parser<RefundWishes[K]> } = {
  amount: parseAmount,
  charge: textParser(255),
  payment_intent: textParser(255),
  reason: choiceParser(['duplicate', 'fraudulent', 'requested_by_customer']),
  metadata: parseMetadata,
}

/** Stripe's refunds of cards are born as succeeded; a few fail later. */
export function newRefund(
  id: string,
  createdSeconds: number,
  charge: StripeCharge,
  wishes: Partial<RefundWishes> & { amount: number },
): StripeRefund {
  return {
    id,
    object: 'refund',
    amount: wishes.amount,
    balance_transaction: null,
    charge: charge.id,
    created: createdSeconds,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    metadata: wishes.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: null,
    reason: wishes.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}
