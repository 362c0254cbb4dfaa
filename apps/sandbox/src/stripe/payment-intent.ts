import type Stripe from 'stripe'
import {
  choiceParser,
  type Parser,
  parseAmount,
  parseCurrency,
  parseFlag,
  parseMetadata,
  textParser,
} from './parameters.ts'

export type StripePaymentIntent = Omit<Stripe.PaymentIntent, 'lastResponse'>

export type PaymentIntentWishes = {
  amount: number
  currency: string
  customer: string | null
  description: string | null
  metadata: Record<string, string>
  payment_method: string | null
  capture_method: 'automatic' | 'automatic_async' | 'manual'
  receipt_email: string | null
  statement_descriptor: string | null
  confirm: boolean
}

const wholeId = textParser(255)

export const paymentIntentParsers: { [K in keyof PaymentIntentWishes]-?: Parser<PaymentIntentWishes[K]> } = {
  amount: parseAmount,
  currency: parseCurrency,
  customer: wholeId,
  description: textParser(1000),
  metadata: parseMetadata,
  payment_method: wholeId,
  capture_method: choiceParser(['automatic', 'automatic_async', 'manual']),
  receipt_email: textParser(800),
  statement_descriptor: textParser(22),
  confirm: parseFlag,
}

/** Ways to pay and to come back do not matter to cards that answer at once. */
export const paymentIntentIgnored = [
  'allowed_payment_method_types',
  'automatic_payment_methods',
  'off_session',
  'return_url',
] as const

export function newPaymentIntent(
  id: string,
  createdSeconds: number,
  wishes: Partial<PaymentIntentWishes> & Pick<PaymentIntentWishes, 'amount' | 'currency'>,
): StripePaymentIntent {
  const paymentMethod = wishes.payment_method ?? null
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: wishes.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: 'never', enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: wishes.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_sandbox`,
    confirmation_method: 'automatic',
    created: createdSeconds,
    currency: wishes.currency,
    customer: wishes.customer ?? null,
    customer_account: null,
    description: wishes.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: wishes.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: wishes.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: wishes.statement_descriptor ?? null,
    statement_descriptor_suffix: null,
    status: paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
    transfer_data: null,
    transfer_group: null,
  }
}
