import type Stripe from 'stripe'
import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'
import type { StripeCharge } from './charge.ts'
import type { StripeCustomer } from './customer.ts'
import type { StripeInvoice } from './invoice.ts'
import type { StripePaymentIntent } from './payment-intent.ts'
import type { StripeRefund } from './refund.ts'
import type { StripeSubscription } from './subscription.ts'

/** The version that the pinned SDK speaks; an endpoint without its own gets its events in it. */
export const defaultApiVersion = '2026-10-28.endive'

export type StripeAccount = { account: string; secretKey: string; createdAt: string }
/** An account on whose behalf the holder of the platform's key acts. */
export type ConnectedAccount = { account: string; platform: string; createdAt: string }
export type StoredCustomer = { customer: StripeCustomer; deleted: boolean }
export type StripeEndpoint = Omit<Stripe.WebhookEndpoint, 'lastResponse' | 'deleted' | 'secret'>
export type StoredEndpoint = {
  id: string
  endpoint: StripeEndpoint
  secret: string
  /** Made by registering the account, not by the API: registering again updates it. */
  registered: boolean
  /** Hears of the connected accounts instead of its own. A registered one hears of both. */
  connect: boolean
}
/** `json` is the event in the default version, exactly as it is signed. */
export type StoredEvent = { id: string; type: string; created: number; objectId: string; json: string }

/** Objects about money, by the word in their address. */
export type MoneyObjects = {
  payment_intents: StripePaymentIntent
  charges: StripeCharge
  refunds: StripeRefund
  invoices: StripeInvoice
  subscriptions: StripeSubscription
}

export type StripeState = { [P in keyof MoneyObjects]: Table<MoneyObjects[P]> } & {
  customers: Table<StoredCustomer>
  endpoints: Table<StoredEndpoint>
  events: Table<StoredEvent>
}

export function stripeState(store: Store, account: string): StripeState {
  const table = <T>(name: string): Table<T> => store.table(`stripe/${account}/${name}`)
  return {
    customers: table('customers'),
    payment_intents: table('payment_intents'),
    charges: table('charges'),
    refunds: table('refunds'),
    invoices: table('invoices'),
    subscriptions: table('subscriptions'),
    endpoints: table('endpoints'),
    events: table('events'),
  }
}
