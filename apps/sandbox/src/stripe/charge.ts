import type Stripe from 'stripe'
import { type Decline, disputedCard } from './cards.ts'
import type { StripePaymentIntent } from './payment-intent.ts'

export type StripeCharge = Omit<Stripe.Charge, 'lastResponse'>

/** One attempt to take an intent's money from a card. */
export function newCharge(
  id: string,
  createdSeconds: number,
  intent: StripePaymentIntent,
  attempt: { paymentMethod: string; decline: Decline | null; billed: Stripe.Charge.BillingDetails },
): StripeCharge {
  const { decline, paymentMethod } = attempt
  const captured = decline === null && intent.capture_method !== 'manual'
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: attempt.billed,
    calculated_statement_descriptor: intent.statement_descriptor,
    captured,
    created: createdSeconds,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: decline === null && paymentMethod === disputedCard,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: decline === null ? null : '01',
      network_status: decline === null ? 'approved_by_network' : 'declined_by_network',
      reason: decline?.declineCode ?? null,
      risk_level: 'normal',
      risk_score: 20,
      seller_message:
        decline === null
          ? 'Payment complete.'
          : 'The bank did not return any further details with this decline.',
      type: decline === null ? 'authorized' : 'issuer_declined',
    },
    paid: decline === null,
    payment_intent: intent.id,
    payment_method: paymentMethod,
    payment_method_details: null,
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: null,
    status: decline === null ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: null,
  }
}
