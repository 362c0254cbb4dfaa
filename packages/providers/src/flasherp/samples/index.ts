import type { Sample } from '../../sample.ts'
import { invoiceSample, subscriptionSample, transactionSample } from './books.ts'

export { invoiceSample, subscriptionSample, transactionSample } from './books.ts'

/** FlashERP's customer as it stands on the wire. */
export interface CustomerSample {
  readonly id: string
  readonly external_ref: string | null
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly address: {
    readonly line1: string | null
    readonly line2: string | null
    readonly city: string | null
    readonly state: string | null
    readonly postal_code: string | null
    readonly country: string | null
  } | null
  readonly note: string | null
  readonly active: boolean
  readonly version: number
  readonly created_at: string
  readonly updated_at: string
}

export type EventType =
  | 'customer.created'
  | 'customer.updated'
  | 'transaction.created'
  | 'transaction.updated'
  | 'invoice.updated'
  | 'subscription.updated'

export interface EventSample<Body = { readonly id: string; readonly updated_at: string }> {
  readonly id: string
  readonly type: EventType
  readonly entity: string
  readonly created_at: string
  readonly data: { readonly object: Body }
}

const provenance =
  'Composed by hand for Syncline after the contract in this folder’s README.md; person, ids and times are invented.'

export function customerSample(changes: Partial<CustomerSample> = {}): CustomerSample {
  return {
    id: 'fcu_SampleBisiAkande',
    external_ref: null,
    name: 'Bisi Akande',
    email: 'bisi.akande@example.com',
    phone: '+2348051112223',
    address: {
      line1: '3 Broad Street',
      line2: null,
      city: 'Lagos',
      state: 'LA',
      postal_code: '101233',
      country: 'NG',
    },
    note: 'Pays by transfer',
    active: true,
    version: 1,
    created_at: '2026-09-21T09:00:00.000Z',
    updated_at: '2026-09-21T09:00:00.000Z',
    ...changes,
  }
}

export function eventSample<Body extends { readonly updated_at: string }>(
  type: EventType,
  object: Body,
): EventSample<Body> {
  return {
    id: `fev_Sample${type.replace('.', '')}`,
    type,
    entity: type.slice(0, type.indexOf('.')),
    created_at: object.updated_at,
    data: { object },
  }
}

export function customerEventSample(
  type: 'customer.created' | 'customer.updated',
  customer: CustomerSample,
): EventSample<CustomerSample> {
  return eventSample(type, customer)
}

const bare = { name: null, email: null, address: null, note: null }
const second = { version: 2, updated_at: '2026-09-21T09:30:00.500Z' }

/** Every type of event there is. */
export const samples: readonly Sample<EventSample>[] = Object.entries<EventSample>({
  created: customerEventSample('customer.created', customerSample()),
  'created with a phone number only': customerEventSample('customer.created', customerSample(bare)),
  'made inactive': customerEventSample('customer.updated', customerSample({ active: false, ...second })),
  'transaction made': eventSample('transaction.created', transactionSample()),
  'transaction of a guest': eventSample(
    'transaction.created',
    transactionSample({ customer_id: null, occurred_at: '2026-09-21T09:58:30+01:00' }),
  ),
  'refund that failed': eventSample(
    'transaction.updated',
    transactionSample({
      type: 'refund',
      status: 'failed',
      parent_ref: 'pi_SampleTerraceDinner',
      failure_code: 'account_closed',
      ...second,
    }),
  ),
  'invoice changed': eventSample('invoice.updated', invoiceSample(second)),
  'invoice paid that the hub wrote': eventSample(
    'invoice.updated',
    invoiceSample({
      external_ref: 'in_SampleSeptember',
      subscription_ref: 'sub_SampleVenueSuite',
      status: 'paid',
      paid_at: second.updated_at,
      ...second,
    }),
  ),
  'subscription changed': eventSample('subscription.updated', subscriptionSample(second)),
  'subscription cancelled': eventSample(
    'subscription.updated',
    subscriptionSample({ status: 'cancelled', cancelled_at: second.updated_at, ...second }),
  ),
}).map(([name, body]) => ({ name, provenance, body }))
