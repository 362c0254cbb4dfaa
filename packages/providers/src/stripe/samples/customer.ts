import type Stripe from 'stripe'
import { sampleSeconds } from './event.ts'

/** As on the wire; the type holds these against the API version the SDK pins. */
export type CustomerSample = Omit<Stripe.Customer, 'lastResponse'>

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
    created: sampleSeconds,
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
