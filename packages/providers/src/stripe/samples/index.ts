import type { Sample } from '../../sample.ts'
import {
  formerInvoiceSample,
  formerSubscriptionSample,
  invoiceSample,
  longInvoiceSample,
  meteredSubscriptionSample,
  proratedInvoiceSample,
  subscriptionSample,
} from './billing.ts'
import { type CustomerSample, customerSample } from './customer.ts'
import { type EventSample, eventSample, sampleSeconds } from './event.ts'
import { chargeSample, declinedIntentSample, paymentIntentSample, refundSample } from './payment.ts'

export * from './billing.ts'
export { type CustomerSample, customerSample } from './customer.ts'
export { type EventSample, eventSample } from './event.ts'
export * from './payment.ts'

const provenance =
  'Composed by hand for Syncline after the types of stripe-node 23.1.0 (API 2026-10-28.endive); people, ids and times are invented.'

export type CustomerEventSample = EventSample<CustomerSample>
export function customerEventSample(
  type: 'customer.created' | 'customer.updated' | 'customer.deleted',
  customer: CustomerSample,
  previous?: Partial<CustomerSample>,
): CustomerEventSample {
  return eventSample(type, customer, previous)
}

const bare = { name: null, email: null, phone: null, address: null, description: null }

const customers = {
  created: customerEventSample('customer.created', customerSample()),
  'created with nothing filled in': customerEventSample('customer.created', customerSample(bare)),
  'created in Yorùbá, with an emoji': customerEventSample(
    'customer.created',
    customerSample({ name: 'Ọlájùmọ̀kẹ́ Adébáyọ̀ 🌿', email: 'olajumoke@example.com' }),
  ),
  updated: customerEventSample('customer.updated', customerSample({ phone: '+2348097654321' }), {
    phone: '+2348031234567',
  }),
  deleted: customerEventSample('customer.deleted', customerSample()),
}

const unpaid = { amount_received: 0, latest_charge: null } as const

const payments = {
  'payment begun': eventSample(
    'payment_intent.created',
    paymentIntentSample({ ...unpaid, status: 'requires_payment_method' }),
  ),
  'payment under way': eventSample(
    'payment_intent.processing',
    paymentIntentSample({ ...unpaid, status: 'processing' }),
  ),
  'payment waiting for the bank’s question': eventSample(
    'payment_intent.requires_action',
    paymentIntentSample({ ...unpaid, status: 'requires_action' }),
  ),
  'payment made': eventSample('payment_intent.succeeded', paymentIntentSample()),
  'payment of a guest': eventSample('payment_intent.succeeded', paymentIntentSample({ customer: null })),
  'payment declined': eventSample('payment_intent.payment_failed', declinedIntentSample()),
  'payment called off': eventSample(
    'payment_intent.canceled',
    paymentIntentSample({ ...unpaid, status: 'canceled', canceled_at: sampleSeconds + 50 }),
  ),
  'charge of its own pending': eventSample(
    'charge.pending',
    chargeSample({ status: 'pending', paid: false }),
  ),
  'charge of its own': eventSample('charge.succeeded', chargeSample()),
  'charge of its own declined': eventSample(
    'charge.failed',
    chargeSample({ status: 'failed', paid: false, captured: false, failure_code: 'card_declined' }),
  ),
  'charge of its own captured in part': eventSample(
    'charge.captured',
    chargeSample({ amount_captured: 300_000 }),
  ),
  'charge of its own that lapsed': eventSample(
    'charge.expired',
    chargeSample({ captured: false, refunded: true, amount_captured: 0 }),
  ),
  'charge of its own with another description': eventSample('charge.updated', chargeSample()),
  'charge of its own given back': eventSample(
    'charge.refunded',
    chargeSample({ refunded: true, amount_refunded: 450_000 }),
  ),
  'refund begun': eventSample('refund.created', refundSample({ status: 'pending' })),
  'refund done': eventSample('refund.updated', refundSample()),
  'refund of a charge done': eventSample(
    'charge.refund.updated',
    refundSample({ payment_intent: null, charge: 'ch_SampleCounterSale' }),
  ),
  'refund that came back': eventSample(
    'refund.failed',
    refundSample({ status: 'failed', failure_reason: 'expired_or_canceled_card' }),
  ),
}

const draft = {
  status: 'draft',
  number: null,
  effective_at: null,
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  amount_paid: 0,
  amount_remaining: 2_687_500,
} as const
const open = { status: 'open', amount_paid: 0, amount_remaining: 2_687_500 } as const

const invoices = {
  'invoice drafted': eventSample('invoice.created', invoiceSample(draft)),
  'invoice changed': eventSample('invoice.updated', invoiceSample(draft)),
  'invoice issued': eventSample('invoice.finalized', invoiceSample(open)),
  'invoice not paid': eventSample('invoice.payment_failed', invoiceSample(open)),
  'invoice paid': eventSample('invoice.paid', invoiceSample()),
  'invoice paid, with time given back': eventSample('invoice.paid', proratedInvoiceSample()),
  'invoice paid, with more lines than shown': eventSample('invoice.paid', longInvoiceSample()),
  'invoice paid, as versions before 2025 say it': eventSample(
    'invoice.payment_succeeded',
    formerInvoiceSample(),
  ),
  'invoice given up': eventSample(
    'invoice.marked_uncollectible',
    invoiceSample({ ...open, status: 'uncollectible' }),
  ),
  'invoice voided': eventSample('invoice.voided', invoiceSample({ ...open, status: 'void' })),
  'invoice draft deleted': eventSample('invoice.deleted', invoiceSample(draft)),
}

const ended = { status: 'canceled', canceled_at: sampleSeconds + 50, ended_at: sampleSeconds + 50 } as const

const subscriptions = {
  'subscription begun': eventSample('customer.subscription.created', subscriptionSample()),
  'subscription begun, with a meter': eventSample(
    'customer.subscription.created',
    meteredSubscriptionSample(),
  ),
  'subscription begun, as versions before 2025 say it': eventSample(
    'customer.subscription.created',
    formerSubscriptionSample(),
  ),
  'subscription ends with its period': eventSample(
    'customer.subscription.updated',
    subscriptionSample({ cancel_at_period_end: true, canceled_at: sampleSeconds + 40 }),
    { cancel_at_period_end: false },
  ),
  'subscription paused': eventSample(
    'customer.subscription.paused',
    subscriptionSample({ status: 'paused' }),
  ),
  'subscription resumed': eventSample('customer.subscription.resumed', subscriptionSample()),
  'trial about to end': eventSample(
    'customer.subscription.trial_will_end',
    subscriptionSample({ status: 'trialing', trial_end: sampleSeconds + 3 * 86_400 }),
  ),
  'subscription change applied': eventSample(
    'customer.subscription.pending_update_applied',
    subscriptionSample(),
  ),
  'subscription change lapsed': eventSample(
    'customer.subscription.pending_update_expired',
    subscriptionSample(),
  ),
  'subscription ended': eventSample('customer.subscription.deleted', subscriptionSample(ended)),
}

const { id: _unborn, ...upcoming } = invoiceSample(draft)
const covered = {
  'charge made by a payment': eventSample(
    'charge.succeeded',
    chargeSample({ payment_intent: 'pi_SampleTerraceDinner' }),
  ),
  'preview of an invoice': eventSample('invoice.upcoming', upcoming),
}

const withProvenance = <Body>(bodies: Readonly<Record<string, Body>>): readonly Sample<Body>[] =>
  Object.entries(bodies).map(([name, body]) => ({ name, provenance, body }))

/** Every type of event that is read. */
export const samples: readonly Sample<EventSample>[] = withProvenance<EventSample>({
  ...customers,
  ...payments,
  ...invoices,
  ...subscriptions,
})
export const customerSamples: readonly Sample<CustomerEventSample>[] = withProvenance(customers)
/** Events whose news another one tells. */
export const coveredSamples: readonly Sample<EventSample>[] = withProvenance<EventSample>(covered)
