import type { Sample } from '../../sample.ts'

const provenance =
  "After the shapes of Square's published API specification; the people and shops in it are invented."

/** When the things in the samples happened. */
const sampledAt = '2026-09-21T14:13:20.000Z'

export function customerSample(changes: object = {}) {
  return {
    id: 'SAMPLE8AMAKA0BI1CUSTOMER00',
    created_at: sampledAt,
    updated_at: sampledAt,
    given_name: 'Amaka',
    family_name: 'Obi',
    email_address: 'amaka.obi@example.com',
    phone_number: '+2348031234567',
    address: {
      address_line_1: '14 Admiralty Way',
      locality: 'Lagos',
      administrative_district_level_1: 'LA',
      postal_code: '106104',
      country: 'NG',
    },
    note: 'Books the terrace on Fridays',
    preferences: { email_unsubscribed: false },
    creation_source: 'DIRECTORY',
    version: 4,
    ...changes,
  }
}

export function paymentSample(changes: object = {}) {
  return {
    id: 'SampleTerracePaymentZZZZZ',
    created_at: sampledAt,
    updated_at: '2026-09-21T14:13:24.100Z',
    amount_money: { amount: 4_500, currency: 'USD' },
    tip_money: { amount: 500, currency: 'USD' },
    total_money: { amount: 5_000, currency: 'USD' },
    status: 'COMPLETED',
    source_type: 'CARD',
    card_details: { status: 'CAPTURED', card: { card_brand: 'VISA', last_4: '1111' } },
    location_id: 'LSAMPLEMARINA',
    order_id: 'SampleTerraceOrderZZZZZZZ',
    customer_id: 'SAMPLE8AMAKA0BI1CUSTOMER00',
    note: 'Dinner on the terrace',
    ...changes,
  }
}

export function refundSample(changes: object = {}) {
  return {
    id: 'SampleTerracePaymentZZZZZ_SampleRefund',
    status: 'PENDING',
    location_id: 'LSAMPLEMARINA',
    amount_money: { amount: 1_200, currency: 'USD' },
    payment_id: 'SampleTerracePaymentZZZZZ',
    order_id: 'SampleTerraceOrderZZZZZZZ',
    reason: 'The soup was cold',
    created_at: sampledAt,
    updated_at: sampledAt,
    ...changes,
  }
}

export function orderSample(changes: object = {}) {
  return {
    id: 'SampleTerraceOrderZZZZZZZ',
    location_id: 'LSAMPLEMARINA',
    reference_id: 'table-14',
    customer_id: 'SAMPLE8AMAKA0BI1CUSTOMER00',
    line_items: [
      {
        uid: 'line-1',
        name: 'Jollof rice',
        variation_name: 'Large',
        quantity: '2',
        catalog_object_id: 'SAMPLEJOLLOFLARGE',
        base_price_money: { amount: 2_000, currency: 'USD' },
        gross_sales_money: { amount: 4_000, currency: 'USD' },
        total_tax_money: { amount: 300, currency: 'USD' },
        total_discount_money: { amount: 0, currency: 'USD' },
        total_money: { amount: 4_300, currency: 'USD' },
      },
      {
        uid: 'line-2',
        name: 'Zobo',
        quantity: '1',
        total_money: { amount: 200, currency: 'USD' },
      },
    ],
    total_money: { amount: 5_000, currency: 'USD' },
    total_tax_money: { amount: 300, currency: 'USD' },
    total_discount_money: { amount: 0, currency: 'USD' },
    total_tip_money: { amount: 500, currency: 'USD' },
    state: 'COMPLETED',
    version: 3,
    created_at: sampledAt,
    updated_at: sampledAt,
    closed_at: sampledAt,
    ...changes,
  }
}

export function countSample(changes: object = {}) {
  return {
    catalog_object_id: 'SAMPLEJOLLOFLARGE',
    catalog_object_type: 'ITEM_VARIATION',
    state: 'IN_STOCK',
    location_id: 'LSAMPLEMARINA',
    quantity: '10.5',
    calculated_at: '2026-09-21T14:13:45.10296Z',
    ...changes,
  }
}

/** One event around what it tells of. */
export function eventSample(type: string, id: string, object: Record<string, unknown>, more: object = {}) {
  const [family = type] = Object.keys(object)
  return {
    merchant_id: 'MLSAMPLEEMBER',
    type,
    event_id: `sample-${type}`,
    created_at: '2026-09-21T14:14:20.455006797Z',
    data: { type: family, id, object, ...more },
  }
}

const customer = customerSample()
const sample = (
  name: string,
  body: ReturnType<typeof eventSample>,
): Sample<ReturnType<typeof eventSample>> => ({
  name,
  provenance,
  body,
})

export const samples = [
  sample('customer created', eventSample('customer.created', customer.id, { customer })),
  sample('customer changed', eventSample('customer.updated', customer.id, { customer })),
  sample(
    'customer deleted',
    eventSample(
      'customer.deleted',
      customer.id,
      { customer: customerSample({ version: 5 }) },
      { deleted: true },
    ),
  ),
  sample(
    'payment taken',
    eventSample('payment.created', 'p', { payment: paymentSample({ status: 'APPROVED' }) }),
  ),
  sample('payment completed', eventSample('payment.updated', 'p', { payment: paymentSample() })),
  sample('refund asked for', eventSample('refund.created', 'r', { refund: refundSample() })),
  sample(
    'refund paid',
    eventSample('refund.updated', 'r', { refund: refundSample({ status: 'COMPLETED' }) }),
  ),
  sample('stock counted', eventSample('inventory.count.updated', 'c', { inventory_counts: [countSample()] })),
] as const

/** An event that points to its object and does not tell it. */
export const orderEventSample = (version = 3) =>
  eventSample('order.updated', 'SampleTerraceOrderZZZZZZZ', {
    order_updated: {
      order_id: 'SampleTerraceOrderZZZZZZZ',
      version,
      location_id: 'LSAMPLEMARINA',
      state: 'OPEN',
      updated_at: sampledAt,
    },
  })
