import type Stripe from 'stripe'
import { readCharge } from './charge.ts'
import { readCustomer } from './customer.ts'
import { readInvoice } from './invoice.ts'
import type { ObjectReader } from './object.ts'
import { readPaymentIntent } from './payment-intent.ts'
import { readRefund } from './refund.ts'
import { readSubscription } from './subscription.ts'

export interface Route {
  readonly read: ObjectReader
  /** Within one second an end outranks a change, a change outranks a beginning. */
  readonly rank: number
}

const created = 1
const changed = 2
const settled = 3

type EventType = Stripe.Event['type']

function routesOf(read: ObjectReader, ranks: Partial<Record<EventType, number>>): [EventType, Route][] {
  return Object.entries(ranks).map(([type, rank]) => [type as EventType, { read, rank }])
}

/** Every event that is read, by its type. */
export const routes: ReadonlyMap<string, Route> = new Map([
  ...routesOf(readCustomer, {
    'customer.created': created,
    'customer.updated': changed,
    'customer.deleted': settled,
  }),
  ...routesOf(readPaymentIntent, {
    'payment_intent.created': created,
    'payment_intent.processing': changed,
    'payment_intent.requires_action': changed,
    'payment_intent.payment_failed': changed,
    'payment_intent.succeeded': settled,
    'payment_intent.canceled': settled,
  }),
  ...routesOf(readCharge, {
    'charge.pending': created,
    'charge.succeeded': changed,
    'charge.failed': changed,
    'charge.updated': changed,
    'charge.captured': settled,
    'charge.expired': settled,
    'charge.refunded': settled,
  }),
  ...routesOf(readRefund, {
    'refund.created': created,
    'refund.updated': changed,
    'charge.refund.updated': changed,
    'refund.failed': settled,
  }),
  ...routesOf(readInvoice, {
    'invoice.upcoming': created,
    'invoice.created': created,
    'invoice.updated': changed,
    'invoice.finalized': changed,
    'invoice.payment_failed': changed,
    'invoice.paid': settled,
    'invoice.payment_succeeded': settled,
    'invoice.marked_uncollectible': settled,
    'invoice.voided': settled,
    'invoice.deleted': settled,
  }),
  ...routesOf(readSubscription, {
    'customer.subscription.created': created,
    'customer.subscription.updated': changed,
    'customer.subscription.trial_will_end': changed,
    'customer.subscription.pending_update_applied': changed,
    'customer.subscription.pending_update_expired': changed,
    'customer.subscription.paused': changed,
    'customer.subscription.resumed': changed,
    'customer.subscription.deleted': settled,
  }),
])

/** Of what is gone for good, whatever the event was called. */
export const deletionRank = settled
