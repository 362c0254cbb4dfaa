import type Stripe from 'stripe'
import type { Sample } from '../../sample.ts'

/** As on the wire; the type holds these against the API version the SDK pins. */
export type CustomerSample = Omit<Stripe.Customer, 'lastResponse'>
type CustomerEvent = Stripe.CustomerCreatedEvent | Stripe.CustomerUpdatedEvent | Stripe.CustomerDeletedEvent
export type CustomerEventSample = Omit<CustomerEvent, 'lastResponse' | 'data'> & {
  readonly data: { readonly object: CustomerSample; readonly previous_attributes?: Partial<CustomerSample> }
}

const provenance =
  'Composed by hand for Syncline after the Customer and Event types of stripe-node 23.1.0 (API 2026-10-28.endive); person, ids and times are invented.'

const createdSeconds = 1_790_000_000

export function customerSample(changes: Partial<CustomerSample> = {}): CustomerSample {
  return {
    id: 'cus_SampleAmakaObi',
    object: 'customer',
    address: {
      city: 'Lagos',
      country: 'NG',
      line1: '14 Admiralty Way',
      line2: null,
      postal_code: '106104',
      state: 'LA',
    },
    balance: 0,
    created: createdSeconds,
    currency: null,
    default_source: null,
    delinquent: false,
    description: 'Books the terrace on Fridays',
    discount: null,
    email: 'amaka.obi@example.com',
    invoice_prefix: 'SAMPLE01',
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: 'Amaka Obi',
    next_invoice_sequence: 1,
    phone: '+2348031234567',
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...changes,
  }
}

export function customerEventSample(
  type: CustomerEvent['type'],
  customer: CustomerSample,
  previous?: Partial<CustomerSample>,
): CustomerEventSample {
  return {
    id: `evt_Sample${type.replaceAll(/[^a-z]/g, '')}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: createdSeconds + 60,
    data: { object: customer, ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: 'req_Sample1', idempotency_key: null },
    type,
  }
}

const bare = { name: null, email: null, phone: null, address: null, description: null }

export const samples: readonly Sample<CustomerEventSample>[] = [
  { name: 'created', body: customerEventSample('customer.created', customerSample()) },
  {
    name: 'created with nothing filled in',
    body: customerEventSample('customer.created', customerSample(bare)),
  },
  {
    name: 'created in Yorùbá, with an emoji',
    body: customerEventSample(
      'customer.created',
      customerSample({ name: 'Ọlájùmọ̀kẹ́ Adébáyọ̀ 🌿', email: 'olajumoke@example.com' }),
    ),
  },
  {
    name: 'updated',
    body: customerEventSample('customer.updated', customerSample({ phone: '+2348097654321' }), {
      phone: '+2348031234567',
    }),
  },
  { name: 'deleted', body: customerEventSample('customer.deleted', customerSample()) },
].map((sample) => ({ ...sample, provenance }))
