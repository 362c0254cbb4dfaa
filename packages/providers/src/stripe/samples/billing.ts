import type Stripe from 'stripe'
import { sampleSeconds } from './event.ts'

/** As on the wire of the pinned version: decimals are texts there. */
export type InvoiceSample = Partial<Omit<Stripe.Invoice, 'lastResponse' | 'lines' | 'id'>> & {
  readonly id?: string
  readonly lines?: unknown
}
export type SubscriptionSample = Partial<Omit<Stripe.Subscription, 'lastResponse' | 'items'>> & {
  readonly items?: unknown
}

const monthSeconds = 30 * 86_400

export function invoiceLineSample(changes: object = {}) {
  return {
    id: 'il_SampleMonth',
    object: 'line_item',
    amount: 2_500_000,
    currency: 'ngn',
    description: '1 × Venue suite (at ₦25,000.00 / month)',
    discountable: true,
    discounts: [],
    invoice: 'in_SampleSeptember',
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: { subscription: 'sub_SampleVenueSuite', subscription_item: 'si_Sample1' },
      type: 'subscription_item_details',
    },
    period: { start: sampleSeconds, end: sampleSeconds + monthSeconds },
    pricing: { type: 'price_details', unit_amount_decimal: '2500000' },
    quantity: 1,
    quantity_decimal: '1',
    taxes: [],
    ...changes,
  }
}

const linesOf = (data: readonly object[], hasMore = false) => ({
  object: 'list',
  data,
  has_more: hasMore,
  url: '/v1/invoices/in_SampleSeptember/lines',
})

export function invoiceSample(changes: InvoiceSample = {}): InvoiceSample {
  return {
    id: 'in_SampleSeptember',
    object: 'invoice',
    amount_due: 2_687_500,
    amount_paid: 2_687_500,
    amount_remaining: 0,
    billing_reason: 'subscription_cycle',
    collection_method: 'charge_automatically',
    created: sampleSeconds,
    currency: 'ngn',
    customer: 'cus_SampleAmakaObi',
    customer_email: 'amaka.obi@example.com',
    customer_name: 'Amaka Obi',
    description: null,
    due_date: null,
    effective_at: sampleSeconds + 20,
    lines: linesOf([invoiceLineSample()]),
    livemode: false,
    metadata: {},
    number: 'SAMPLE01-0007',
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: { metadata: {}, subscription: 'sub_SampleVenueSuite' },
    },
    period_start: sampleSeconds - monthSeconds,
    period_end: sampleSeconds,
    starting_balance: 0,
    status: 'paid',
    status_transitions: {
      finalized_at: sampleSeconds + 20,
      marked_uncollectible_at: null,
      paid_at: sampleSeconds + 30,
      voided_at: null,
    },
    subtotal: 2_500_000,
    total: 2_687_500,
    total_excluding_tax: 2_500_000,
    total_taxes: [
      {
        amount: 187_500,
        tax_behavior: 'exclusive',
        tax_rate_details: { tax_rate: 'txr_SampleVat' },
        taxability_reason: 'standard_rated',
        taxable_amount: 2_500_000,
        type: 'tax_rate_details',
      },
    ],
    ...changes,
  }
}

/** A change in the middle of a month: time given back, time sold. */
export const proratedInvoiceSample = () =>
  invoiceSample({
    lines: linesOf([
      invoiceLineSample({ amount: -1_000_000, description: 'Unused time on Venue suite' }),
      invoiceLineSample({
        id: 'il_SampleRest',
        amount: 3_500_000,
        description: 'Remaining time on Venue group',
      }),
    ]),
  })

/** More lines than an event shows. */
export const longInvoiceSample = () =>
  invoiceSample({
    lines: linesOf(
      Array.from({ length: 10 }, (_, index) =>
        invoiceLineSample({ id: `il_Sample${index}`, amount: 200_000 }),
      ),
      true,
    ),
  })

/** As versions before 2025 sent it. */
export function formerInvoiceSample() {
  const { parent: _parent, total_taxes: _taxes, effective_at: _effective, ...rest } = invoiceSample()
  return { ...rest, subscription: 'sub_SampleVenueSuite', tax: 187_500, paid: true, charge: 'ch_SampleMonth' }
}

function priceSample(changes: object = {}) {
  return {
    id: 'price_SampleVenueSuite',
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: sampleSeconds - 90 * 86_400,
    currency: 'ngn',
    livemode: false,
    metadata: {},
    nickname: 'Venue suite',
    product: 'prod_SampleVenueSuite',
    recurring: { interval: 'month', interval_count: 1, meter: null, usage_type: 'licensed' },
    type: 'recurring',
    unit_amount: 2_500_000,
    unit_amount_decimal: '2500000',
    ...changes,
  }
}

export function subscriptionItemSample(changes: object = {}) {
  return {
    id: 'si_Sample1',
    object: 'subscription_item',
    created: sampleSeconds,
    current_period_start: sampleSeconds,
    current_period_end: sampleSeconds + monthSeconds,
    metadata: {},
    price: priceSample(),
    quantity: 1,
    subscription: 'sub_SampleVenueSuite',
    ...changes,
  }
}

const itemsOf = (data: readonly object[]) => ({
  object: 'list',
  data,
  has_more: false,
  url: '/v1/subscription_items?subscription=sub_SampleVenueSuite',
})

export function subscriptionSample(changes: SubscriptionSample = {}): SubscriptionSample {
  return {
    id: 'sub_SampleVenueSuite',
    object: 'subscription',
    billing_cycle_anchor: sampleSeconds,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    collection_method: 'charge_automatically',
    created: sampleSeconds,
    currency: 'ngn',
    customer: 'cus_SampleAmakaObi',
    description: null,
    ended_at: null,
    items: itemsOf([subscriptionItemSample()]),
    latest_invoice: 'in_SampleSeptember',
    livemode: false,
    metadata: {},
    start_date: sampleSeconds,
    status: 'active',
    trial_end: null,
    trial_start: null,
    ...changes,
  }
}

/** Use by the meter beside a yearly fee. */
export const meteredSubscriptionSample = () => {
  const recurring = { interval: 'year', interval_count: 1, usage_type: 'metered' }
  const price = priceSample({ id: 'price_SampleMeter', nickname: null, unit_amount: null, recurring })
  const { quantity: _none, ...metered } = subscriptionItemSample({
    id: 'si_Sample2',
    price,
    current_period_end: sampleSeconds + 365 * 86_400,
  })
  return subscriptionSample({ items: itemsOf([subscriptionItemSample(), metered]) })
}

/** As versions before 2025 sent it: periods at the top, a plan beside each price. */
export function formerSubscriptionSample() {
  const { current_period_start, current_period_end, price, ...item } = subscriptionItemSample()
  const plan = {
    id: price.id,
    object: 'plan',
    amount: price.unit_amount,
    currency: price.currency,
    interval: 'month',
    interval_count: 1,
    nickname: price.nickname,
  }
  return {
    ...subscriptionSample({ items: itemsOf([{ ...item, plan }]) }),
    current_period_start,
    current_period_end,
    plan,
  }
}
