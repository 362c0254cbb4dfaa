import type Stripe from 'stripe'
import { sampleSeconds } from './event.ts'

export type PaymentIntentSample = Partial<Omit<Stripe.PaymentIntent, 'lastResponse'>>
export type ChargeSample = Partial<Omit<Stripe.Charge, 'lastResponse'>>
export type RefundSample = Partial<Omit<Stripe.Refund, 'lastResponse'>>

export function paymentIntentSample(changes: PaymentIntentSample = {}): PaymentIntentSample {
  return {
    id: 'pi_SampleTerraceDinner',
    object: 'payment_intent',
    amount: 1_850_000,
    amount_capturable: 0,
    amount_received: 1_850_000,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: 'pi_SampleTerraceDinner_secret_sample',
    confirmation_method: 'automatic',
    created: sampleSeconds,
    currency: 'ngn',
    customer: 'cus_SampleAmakaObi',
    description: 'Terrace dinner for two',
    last_payment_error: null,
    latest_charge: 'ch_SampleTerraceDinner',
    livemode: false,
    metadata: {},
    next_action: null,
    payment_method_types: ['card'],
    status: 'succeeded',
    ...changes,
  }
}

/** Waiting for a card again, after one that was declined. */
export const declinedIntentSample = () =>
  paymentIntentSample({
    status: 'requires_payment_method',
    amount_received: 0,
    last_payment_error: {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
    },
  })

export function chargeSample(changes: ChargeSample = {}): ChargeSample {
  return {
    id: 'ch_SampleCounterSale',
    object: 'charge',
    amount: 450_000,
    amount_captured: 450_000,
    amount_refunded: 0,
    captured: true,
    created: sampleSeconds,
    currency: 'ngn',
    customer: null,
    description: 'Counter sale',
    disputed: false,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    paid: true,
    payment_intent: null,
    payment_method: 'card_Sample1',
    receipt_url: 'https://pay.example.com/receipts/sample',
    refunded: false,
    status: 'succeeded',
    ...changes,
  }
}

export function refundSample(changes: RefundSample = {}): RefundSample {
  return {
    id: 're_SampleTerraceDinner',
    object: 'refund',
    amount: 500_000,
    balance_transaction: 'txn_SampleRefund',
    charge: 'ch_SampleTerraceDinner',
    created: sampleSeconds + 30,
    currency: 'ngn',
    metadata: {},
    payment_intent: 'pi_SampleTerraceDinner',
    reason: 'requested_by_customer',
    receipt_number: null,
    status: 'succeeded',
    ...changes,
  }
}
