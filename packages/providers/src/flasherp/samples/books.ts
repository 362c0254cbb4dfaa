/** FlashERP's amount: minor units. */
const naira = (amount: number) => ({ amount, currency: 'NGN' })

const head = {
  external_ref: null as string | null,
  metadata: {},
  version: 1,
  created_at: '2026-09-21T09:00:00.000Z',
  updated_at: '2026-09-21T09:00:00.000Z',
}
const customerId = 'fcu_SampleBisiAkande'

export function transactionSample(changes: object = {}) {
  return {
    id: 'ftx_SampleTransfer',
    ...head,
    customer_id: customerId as string | null,
    type: 'payment',
    status: 'succeeded',
    amount: naira(1_850_000),
    parent_ref: null as string | null,
    description: 'Hall deposit by transfer',
    failure_code: null as string | null,
    occurred_at: '2026-09-21T08:58:30.000Z',
    ...changes,
  }
}

export function invoiceSample(changes: object = {}) {
  return {
    id: 'fin_SampleSeptember',
    ...head,
    customer_id: customerId,
    subscription_ref: null as string | null,
    number: 'ERP-2026-0917',
    status: 'open',
    lines: [
      { description: 'Hall, half a day', quantity: '0.5', amount: naira(2_000_000) },
      { description: 'Chairs', quantity: '80', amount: naira(400_000) },
    ],
    subtotal: naira(2_400_000),
    tax: naira(180_000),
    total: naira(2_580_000),
    amount_paid: naira(0),
    amount_due: naira(2_580_000),
    issued_at: '2026-09-21T09:00:00.000Z',
    due_at: '2026-10-21T09:00:00.000Z',
    paid_at: null as string | null,
    ...changes,
  }
}

export function subscriptionSample(changes: object = {}) {
  return {
    id: 'fsu_SampleCleaning',
    ...head,
    customer_id: customerId,
    status: 'active',
    items: [
      {
        price_ref: 'cleaning-monthly',
        description: 'Cleaning, monthly',
        quantity: 1,
        unit_amount: naira(750_000),
        interval: 'month',
        interval_count: 1,
      },
    ],
    current_period_start: '2026-09-01T00:00:00.000Z',
    current_period_end: '2026-10-01T00:00:00.000Z',
    cancel_at: null as string | null,
    cancelled_at: null as string | null,
    trial_end: null as string | null,
    ...changes,
  }
}
