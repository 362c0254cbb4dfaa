import type { CanonicalRecord } from '@syncline/domain/record'
import { describe, expect, it, test } from 'vitest'
import { readObject } from './objects.ts'
import {
  chargeSample,
  declinedIntentSample,
  formerInvoiceSample,
  formerSubscriptionSample,
  invoiceLineSample,
  invoiceSample,
  longInvoiceSample,
  meteredSubscriptionSample,
  paymentIntentSample,
  proratedInvoiceSample,
  refundSample,
  subscriptionSample,
} from './samples/index.ts'

function recordOf(object: unknown, eventType: string | null = null): CanonicalRecord {
  const reading = readObject(object, eventType)
  if (reading.kind !== 'record') throw new Error(reading.kind)
  return reading.record
}
const naira = (amount: number) => ({ amount, currency: 'NGN' })

describe('a payment intent', () => {
  it('becomes a payment, field by field', () => {
    expect(recordOf(paymentIntentSample())).toEqual({
      entity: 'transaction',
      sourceId: 'pi_SampleTerraceDinner',
      deleted: false,
      kind: 'payment',
      status: 'succeeded',
      amount: naira(1_850_000),
      customerId: 'cus_SampleAmakaObi',
      parentId: null,
      description: 'Terrace dinner for two',
      failureCode: null,
      occurredAt: '2026-09-21T14:13:20.000Z',
    })
  })

  test.each([
    ['requires_payment_method', 'pending'],
    ['requires_confirmation', 'pending'],
    ['requires_action', 'requires_action'],
    ['processing', 'pending'],
    ['requires_capture', 'pending'],
    ['succeeded', 'succeeded'],
    ['canceled', 'cancelled'],
  ] as const)('that is %s is %s', (status, expected) =>
    expect(recordOf(paymentIntentSample({ status }))).toMatchObject({ status: expected }),
  )

  it('has failed when it waits again after an error, or its event says so', () => {
    expect(recordOf(declinedIntentSample())).toMatchObject({
      status: 'failed',
      failureCode: 'insufficient_funds',
    })
    const silent = paymentIntentSample({ status: 'requires_payment_method' })
    expect(recordOf(silent, 'payment_intent.payment_failed')).toMatchObject({ status: 'failed' })
  })

  it('counts what was received once it succeeded, else what was asked', () => {
    const amounts = { amount: 2_000, amount_received: 1_500 }
    expect(recordOf(paymentIntentSample(amounts))).toMatchObject({ amount: naira(1_500) })
    const waiting = paymentIntentSample({ ...amounts, status: 'processing' })
    expect(recordOf(waiting)).toMatchObject({ amount: naira(2_000) })
  })

  it('names an expanded customer by the id', () => {
    const customer = { id: 'cus_1', object: 'customer' } as never
    expect(recordOf(paymentIntentSample({ customer }))).toMatchObject({ customerId: 'cus_1' })
  })
})

describe('a charge', () => {
  it('of a payment intent is told by that', () => {
    expect(readObject(chargeSample({ payment_intent: 'pi_1' }), null)).toEqual({ kind: 'covered' })
  })

  test.each([
    [{}, 'succeeded', 450_000],
    [{ amount_captured: 300_000 }, 'succeeded', 300_000],
    [{ captured: false, amount_captured: 0 }, 'pending', 450_000],
    [{ captured: false, refunded: true, amount_captured: 0 }, 'cancelled', 450_000],
    [{ status: 'pending', captured: false }, 'pending', 450_000],
    [{ status: 'failed', failure_code: 'card_declined' }, 'failed', 450_000],
    [{ refunded: true, amount_refunded: 450_000 }, 'succeeded', 450_000],
    [{ status: undefined, paid: true }, 'succeeded', 450_000],
    [{ status: undefined, paid: false }, 'failed', 450_000],
  ])('like %j is a payment that is %s', (changes, status, amount) =>
    expect(recordOf(chargeSample(changes as object))).toMatchObject({
      kind: 'payment',
      sourceId: 'ch_SampleCounterSale',
      status,
      amount: naira(amount),
    }),
  )
})

describe('a refund', () => {
  it('belongs to the payment it gives back', () => {
    expect(recordOf(refundSample())).toMatchObject({
      kind: 'refund',
      amount: naira(500_000),
      parentId: 'pi_SampleTerraceDinner',
      customerId: null,
    })
    expect(recordOf(refundSample({ payment_intent: null }))).toMatchObject({
      parentId: 'ch_SampleTerraceDinner',
    })
  })

  test.each([
    ['canceled', 'cancelled', null],
    ['failed', 'failed', 'lost_or_stolen_card'],
    ['requires_action', 'requires_action', null],
    [null, 'pending', null],
  ])('that is %s is %s', (status, expected, failureCode) =>
    expect(recordOf(refundSample({ status, failure_reason: 'lost_or_stolen_card' }))).toMatchObject({
      status: expected,
      failureCode,
    }),
  )
})

describe('an invoice', () => {
  const expected = {
    entity: 'invoice',
    sourceId: 'in_SampleSeptember',
    deleted: false,
    number: 'SAMPLE01-0007',
    status: 'paid',
    customerId: 'cus_SampleAmakaObi',
    subscriptionId: 'sub_SampleVenueSuite',
    lines: [
      {
        description: '1 × Venue suite (at ₦25,000.00 / month)',
        quantity: '1',
        amount: naira(2_500_000),
      },
    ],
    subtotal: naira(2_500_000),
    tax: naira(187_500),
    total: naira(2_687_500),
    amountPaid: naira(2_687_500),
    amountDue: naira(0),
    issuedAt: '2026-09-21T14:13:40.000Z',
    dueAt: null,
    paidAt: '2026-09-21T14:13:50.000Z',
  }

  it('is the same in the shape of today and in that of before 2025', () => {
    expect(recordOf(invoiceSample())).toEqual(expected)
    expect(recordOf(formerInvoiceSample())).toEqual(expected)
  })

  it('owes what remains, not what was asked at first', () => {
    const part = { status: 'open', amount_paid: 1_000_000, amount_remaining: 1_687_500 } as const
    expect(recordOf(invoiceSample(part))).toMatchObject({
      amountPaid: naira(1_000_000),
      amountDue: naira(1_687_500),
    })
  })

  it('tells its lines as one where they can’t be told one by one', () => {
    const together = [{ description: 'All lines together', quantity: '1', amount: naira(2_500_000) }]
    expect(recordOf(proratedInvoiceSample())).toMatchObject({ lines: together })
    expect(recordOf(longInvoiceSample())).toMatchObject({ lines: together })
  })

  it('finds its tax in the difference where nothing else says it', () => {
    const plain = { ...invoiceSample(), total_taxes: null }
    expect(recordOf(plain)).toMatchObject({ tax: naira(187_500) })
    expect(recordOf({ ...plain, total_excluding_tax: null })).toMatchObject({ tax: naira(0) })
  })

  it('keeps quantities as decimals in text', () => {
    const lines = [
      invoiceLineSample({ quantity_decimal: '0.25' }),
      invoiceLineSample({ quantity: 3, quantity_decimal: null }),
      invoiceLineSample({ quantity: null, quantity_decimal: null }),
    ]
    expect(recordOf(invoiceSample({ lines: { data: lines, has_more: false } }))).toMatchObject({
      lines: [{ quantity: '0.25' }, { quantity: '3' }, { quantity: '1' }],
    })
  })

  it('without an id, or as the stub of a deletion, passes by', () => {
    const { id: _none, ...upcoming } = invoiceSample()
    expect(readObject(upcoming, null)).toEqual({ kind: 'covered' })
    expect(readObject({ id: 'in_1', object: 'invoice', deleted: true }, null)).toEqual({ kind: 'covered' })
    expect(recordOf(invoiceSample(), 'invoice.deleted')).toMatchObject({ deleted: true })
  })

  it.each([
    { total: -100 },
    { subtotal: 1.5 },
    { amount_paid: 2 ** 53 },
    { currency: 'naira' },
    { status: 'lost' },
    { lines: { data: [invoiceLineSample({ quantity_decimal: '1e5' })] } },
    { lines: { data: Array.from({ length: 251 }, () => invoiceLineSample()) } },
    { due_date: 1e15 },
  ])('with %j is not guessed at', (changes) =>
    expect(readObject({ ...invoiceSample(), ...changes }, null)).toEqual({ kind: 'unexpected_shape' }),
  )
})

describe('a subscription', () => {
  const expected = {
    entity: 'subscription',
    sourceId: 'sub_SampleVenueSuite',
    deleted: false,
    customerId: 'cus_SampleAmakaObi',
    status: 'active',
    items: [
      {
        priceId: 'price_SampleVenueSuite',
        description: 'Venue suite',
        quantity: 1,
        unitAmount: naira(2_500_000),
        interval: 'month',
        intervalCount: 1,
      },
    ],
    currentPeriodStart: '2026-09-21T14:13:20.000Z',
    currentPeriodEnd: '2026-10-21T14:13:20.000Z',
    cancelAt: null,
    cancelledAt: null,
    trialEnd: null,
  }

  it('is the same in the shape of today and in that of before 2025', () => {
    expect(recordOf(subscriptionSample())).toEqual(expected)
    expect(recordOf(formerSubscriptionSample())).toEqual(expected)
  })

  it('renews when the first of its items does; metered use has no amount per unit', () => {
    expect(recordOf(meteredSubscriptionSample())).toMatchObject({
      items: [{ interval: 'month' }, { interval: 'year', quantity: 1, unitAmount: null, description: null }],
      currentPeriodEnd: expected.currentPeriodEnd,
    })
  })

  test.each([
    ['incomplete', 'incomplete'],
    ['incomplete_expired', 'cancelled'],
    ['trialing', 'trialing'],
    ['past_due', 'past_due'],
    ['unpaid', 'unpaid'],
    ['paused', 'paused'],
    ['canceled', 'cancelled'],
  ] as const)('that is %s is %s', (status, told) =>
    expect(recordOf(subscriptionSample({ status }))).toMatchObject({ status: told }),
  )

  it('that was deleted has ended and is not erased', () => {
    const ended = subscriptionSample({ ended_at: 1_790_000_050 })
    expect(recordOf(ended, 'customer.subscription.deleted')).toMatchObject({
      deleted: false,
      status: 'cancelled',
      cancelledAt: '2026-09-21T14:14:10.000Z',
    })
  })

  it('that ends with its period says when', () => {
    expect(recordOf(subscriptionSample({ cancel_at_period_end: true }))).toMatchObject({
      status: 'active',
      cancelAt: expected.currentPeriodEnd,
    })
  })

  it('without a price is not guessed at', () => {
    const items = { data: [{ id: 'si_1', quantity: 1 }] }
    expect(readObject(subscriptionSample({ items }), null)).toEqual({ kind: 'unexpected_shape' })
  })
})

it('says where an object came from that the hub wrote', () => {
  const metadata = { syncline_ref: 'fcu_1' }
  expect(readObject(paymentIntentSample({ metadata }), null)).toMatchObject({ externalRef: 'fcu_1' })
  for (const odd of [{ syncline_ref: 5 }, { syncline_ref: '' }, 'text', null])
    expect(readObject(paymentIntentSample({ metadata: odd as never }), null)).toMatchObject({
      kind: 'record',
      externalRef: null,
    })
})

it('keeps no record of other objects, and none at all of what is no object', () => {
  expect(readObject({ id: 'prod_1', object: 'product' }, null)).toEqual({ kind: 'unknown_type' })
  for (const value of [null, 5, 'text', [], {}, { object: 5 }])
    expect(readObject(value, null)).toEqual({ kind: 'unexpected_shape' })
})
