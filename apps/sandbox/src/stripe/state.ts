import type Stripe from 'stripe'
import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'
import type { StripeCustomer } from './customer.ts'

/** The version that the pinned SDK speaks; an endpoint without its own gets its events in it. */
export const defaultApiVersion = '2026-10-28.endive'

export type StripeAccount = { account: string; secretKey: string; createdAt: string }
export type StoredCustomer = { customer: StripeCustomer; deleted: boolean }
export type StripeEndpoint = Omit<Stripe.WebhookEndpoint, 'lastResponse' | 'deleted' | 'secret'>
export type StoredEndpoint = {
  id: string
  endpoint: StripeEndpoint
  secret: string
  /** Made by registering the account, not by the API: registering again updates it. */
  registered: boolean
}
/** `json` is the event in the default version, exactly as it is signed. */
export type StoredEvent = { id: string; type: string; created: number; objectId: string; json: string }

export type StripeState = {
  customers: Table<StoredCustomer>
  endpoints: Table<StoredEndpoint>
  events: Table<StoredEvent>
}

export function stripeState(store: Store, account: string): StripeState {
  return {
    customers: store.table(`stripe/${account}/customers`),
    endpoints: store.table(`stripe/${account}/endpoints`),
    events: store.table(`stripe/${account}/events`),
  }
}
