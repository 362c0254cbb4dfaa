import type { Sample } from '../../sample.ts'

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

export interface EventSample {
  readonly id: string
  readonly type: string
  readonly entity: string
  readonly created_at: string
  readonly data: { readonly object: CustomerSample }
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

export function customerEventSample(
  type: 'customer.created' | 'customer.updated',
  object: CustomerSample,
): EventSample {
  return {
    id: `fev_Sample${type.replace('.', '')}`,
    type,
    entity: 'customer',
    created_at: object.updated_at,
    data: { object },
  }
}

const bare = { name: null, email: null, address: null, note: null }

export const samples: readonly Sample<EventSample>[] = [
  { name: 'created', body: customerEventSample('customer.created', customerSample()) },
  {
    name: 'created with a phone number only',
    body: customerEventSample('customer.created', customerSample(bare)),
  },
  {
    name: 'made inactive',
    body: customerEventSample(
      'customer.updated',
      customerSample({ active: false, version: 2, updated_at: '2026-09-21T09:30:00.500Z' }),
    ),
  },
].map((sample) => ({ ...sample, provenance }))
