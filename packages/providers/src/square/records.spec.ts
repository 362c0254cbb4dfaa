import { describe, expect, it, test } from 'vitest'
import { planContext } from '../testing/plan-context.ts'
import { countKey } from './inventory.ts'
import { planCount } from './inventory-writes.ts'
import { readOrder } from './order.ts'
import { planOrder } from './order-writes.ts'
import { planCustomer } from './plan.ts'
import {
  countSample,
  customerSample,
  eventSample,
  orderEventSample,
  orderSample,
  paymentSample,
  refundSample,
  samples,
} from './samples/index.ts'
import { webhook } from './webhook.ts'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const usd = (amount: number) => ({ amount, currency: 'USD' })

function noticeOf(event: unknown) {
  const reading = webhook.read(bytes(event))
  if (!reading.ok) throw new Error(reading.reason)
  return reading.notices[0]
}
const recordOf = (type: string, object: Record<string, unknown>) => {
  const raw = bytes(eventSample(type, 'x', object))
  const reading = webhook.read(raw)
  const [notice] = reading.ok ? reading.notices : []
  return notice ? webhook.record(raw, notice.entity) : null
}

describe('a customer of Square', () => {
  const customerOf = (changes: object) => {
    const record = recordOf('customer.created', { customer: customerSample(changes) })
    return record?.entity === 'customer' ? record : null
  }

  it('becomes the hub’s record, field by field', () => {
    expect(customerOf({})).toEqual({
      entity: 'customer',
      sourceId: 'SAMPLE8AMAKA0BI1CUSTOMER00',
      name: 'Amaka Obi',
      email: 'amaka.obi@example.com',
      phone: '+2348031234567',
      address: {
        line1: '14 Admiralty Way',
        line2: null,
        city: 'Lagos',
        state: 'LA',
        postalCode: '106104',
        country: 'NG',
      },
      note: 'Books the terrace on Fridays',
      deleted: false,
    })
  })

  it('goes by its company or nickname when it has no other name', () => {
    const nobody = { given_name: null, family_name: '' }
    expect(customerOf({ ...nobody, company_name: 'Ember Café', nickname: 'E' })?.name).toBe('Ember Café')
    expect(customerOf({ ...nobody, nickname: 'E' })?.name).toBe('E')
  })

  it('counts its changes, and its end outranks them even where that is not counted', () => {
    const changed = noticeOf(eventSample('customer.updated', 'c', { customer: customerSample() }))
    expect(changed).toMatchObject({ order: 5, objectVersion: 4, typeRank: 2, operation: 'upsert' })
    const { version: _none, ...uncounted } = customerSample()
    const gone = noticeOf(eventSample('customer.deleted', 'c', { customer: uncounted }, { deleted: true }))
    expect(gone).toMatchObject({ operation: 'delete', typeRank: 3 })
    expect(gone?.order).toBeGreaterThan(changed?.order ?? 0)
  })

  it('names the merchant it belongs to', () => {
    expect(webhook.describe(bytes(samples[0].body))).toMatchObject({ accountId: 'MLSAMPLEEMBER' })
  })

  it.each(['Ada', 'Ada Obi', 'Ada Ngozi Obi', ' Ada', 'Ada  Obi'])(
    'named %j keeps its name there',
    (name) => {
      const record = { ...customerOf({}), name } as NonNullable<ReturnType<typeof customerOf>>
      const plan = planCustomer(record, planContext(null))
      const sent = plan.ok ? (JSON.parse(plan.call.body) as Record<string, string>) : {}
      expect(customerOf({ given_name: sent.given_name, family_name: sent.family_name })?.name).toBe(name)
    },
  )

  it.each([
    ['name', { name: null, email: null, phone: ' ' }, 'REQUIRED_FIELD_MISSING'],
    ['name', { name: 'x'.repeat(301) }, 'MAPPING_FAILED'],
    ['email', { email: `${'x'.repeat(250)}@e.com` }, 'MAPPING_FAILED'],
    ['phone', { phone: '12345' }, 'MAPPING_FAILED'],
    ['address.country', { address: { ...customerOf({})?.address, country: 'Nigeria' } }, 'MAPPING_FAILED'],
    ['sourceId', { sourceId: 'x'.repeat(101) }, 'MAPPING_FAILED'],
  ])('that Square could not take for its %s is not sent', (field, changes, code) => {
    const record = { ...customerOf({}), ...changes } as NonNullable<ReturnType<typeof customerOf>>
    expect(planCustomer(record, planContext(null))).toMatchObject({ ok: false, field, code })
  })
})

describe('money of Square', () => {
  test.each([
    ['APPROVED', 'pending'],
    ['PENDING', 'pending'],
    ['COMPLETED', 'succeeded'],
    ['CANCELED', 'cancelled'],
    ['FAILED', 'failed'],
  ])('taken and %s is %s, with its tip', (status, wanted) => {
    const errors = [{ category: 'PAYMENT_METHOD_ERROR', code: 'INSUFFICIENT_FUNDS' }]
    const payment = paymentSample({ status, card_details: { errors } })
    expect(recordOf('payment.updated', { payment })).toMatchObject({
      kind: 'payment',
      status: wanted,
      amount: usd(5_000),
      customerId: 'SAMPLE8AMAKA0BI1CUSTOMER00',
      failureCode: wanted === 'failed' ? 'INSUFFICIENT_FUNDS' : null,
      occurredAt: '2026-09-21T14:13:20.000Z',
    })
  })

  test.each([
    ['PENDING', 'pending'],
    ['COMPLETED', 'succeeded'],
    ['REJECTED', 'failed'],
    ['FAILED', 'failed'],
  ])('given back and %s is %s, of its payment', (status, wanted) => {
    expect(recordOf('refund.updated', { refund: refundSample({ status }) })).toMatchObject({
      kind: 'refund',
      status: wanted,
      amount: usd(1_200),
      parentId: 'SampleTerracePaymentZZZZZ',
      description: 'The soup was cold',
    })
  })

  it('is ordered by the second of its last change', () => {
    const order = Math.floor(Date.parse('2026-09-21T14:13:24.100Z') / 1_000)
    expect(noticeOf(eventSample('payment.updated', 'p', { payment: paymentSample() }))).toMatchObject({
      order,
      objectVersion: null,
    })
  })

  it.each([
    ['an amount that is no integer', { amount_money: { amount: 1.5, currency: 'USD' } }],
    ['an amount below nothing', { amount_money: { amount: -1, currency: 'USD' } }],
    ['a status of tomorrow', { status: 'DREAMT' }],
  ])('with %s is not guessed at', (_what, changes) => {
    const raw = bytes(eventSample('payment.created', 'p', { payment: paymentSample(changes) }))
    expect(webhook.read(raw)).toEqual({ ok: false, reason: 'unexpected_shape' })
  })
})

describe('an order of Square', () => {
  it('is only pointed to by its events: what it is now, Square says', () => {
    const raw = bytes(orderEventSample(7))
    expect(noticeOf(orderEventSample(7))).toMatchObject({
      entity: 'order',
      sourceId: 'SampleTerraceOrderZZZZZZZ',
      order: 8,
      objectVersion: 7,
    })
    expect(webhook.record(raw, 'order')).toBeNull()
  })

  const read = readOrder(orderSample(), false)
  const record = read?.record.entity === 'order' ? read.record : null
  if (!record) throw new Error('the sample is an order')

  it('tells its lines without their taxes, which stand beside them', () => {
    expect(record).toMatchObject({
      number: 'table-14',
      status: 'completed',
      locationId: 'LSAMPLEMARINA',
      lines: [
        {
          description: 'Jollof rice (Large)',
          quantity: '2',
          amount: usd(4_000),
          itemId: 'SAMPLEJOLLOFLARGE',
        },
        { description: 'Zobo', quantity: '1', amount: usd(200), itemId: null },
      ],
      discount: usd(0),
      tax: usd(300),
      tip: usd(500),
      total: usd(5_000),
    })
    const sum = record.lines.reduce((total, { amount }) => total + amount.amount, 300 + 500)
    expect(sum).toBe(record.total.amount)
  })

  it('goes there with the same total, and in whole pieces where these can be reckoned', () => {
    const thirds = { description: 'Suya', quantity: '3', amount: usd(1_000), itemId: null }
    const sold = { ...record, customerId: null, lines: [...record.lines, thirds] }
    const plan = planOrder(sold, planContext(null))
    if (!plan.ok) throw new Error(plan.detail)
    const { order } = JSON.parse(plan.call.body)
    expect(order.line_items).toEqual([
      { name: 'Jollof rice (Large)', quantity: '2', base_price_money: usd(2_000) },
      { name: 'Zobo', quantity: '1', base_price_money: usd(200) },
      { name: '3 × Suya', quantity: '1', base_price_money: usd(1_000) },
    ])
    expect(order.service_charges).toMatchObject([{ amount_money: usd(300) }, { amount_money: usd(500) }])
    expect(order).toMatchObject({ state: 'OPEN', metadata: { syncline_ref: record.sourceId } })
  })

  it('needs its customer there first, and a location of Square’s', () => {
    expect(planOrder(record, planContext(null))).toMatchObject({
      code: 'DEPENDENCY_MISSING',
      missing: { entity: 'customer', sourceId: 'SAMPLE8AMAKA0BI1CUSTOMER00' },
    })
    expect(planOrder({ ...record, locationId: null }, planContext(null))).toMatchObject({
      code: 'REQUIRED_FIELD_MISSING',
      field: 'locationId',
    })
  })

  it('that was cancelled is cancelled there, against its version', () => {
    const link = { externalId: 'o1', externalVersion: 5 }
    const gone = { ...record, customerId: null, status: 'cancelled' as const }
    const plan = planOrder(gone, planContext(link))
    expect(plan.ok && JSON.parse(plan.call.body)).toMatchObject({ order: { state: 'CANCELED', version: 5 } })
    expect(planOrder(gone, planContext(null))).toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })
})

describe('stock at Square', () => {
  const record = recordOf('inventory.count.updated', { inventory_counts: [countSample()] })

  it('is named by what is counted, where and as what', () => {
    expect(record).toMatchObject({
      entity: 'inventory_item',
      sourceId: 'SAMPLEJOLLOFLARGE:LSAMPLEMARINA:IN_STOCK',
      quantity: '10.5',
      countedAt: '2026-09-21T14:13:45.102Z',
    })
    expect(countKey(record?.sourceId ?? '')).toEqual({
      itemId: 'SAMPLEJOLLOFLARGE',
      locationId: 'LSAMPLEMARINA',
      state: 'IN_STOCK',
    })
    for (const id of ['a', 'a:b', 'a:b:IN_STOCK:d', 'a/..:b:IN_STOCK', 'a:b:in stock'])
      expect(countKey(id)).toBeNull()
  })

  it('of several articles in one event is told one by one', () => {
    const inventory_counts = [countSample(), countSample({ catalog_object_id: 'ZOBO', quantity: '3' })]
    const raw = bytes(eventSample('inventory.count.updated', 'x', { inventory_counts }))
    const reading = webhook.read(raw)
    const told = reading.ok
      ? reading.notices.map(({ entity, sourceId }) => webhook.record(raw, entity, sourceId))
      : []
    expect(told).toMatchObject([{ quantity: '10.5' }, { itemId: 'ZOBO', quantity: '3' }])
  })

  it.each([
    ['quantity', { quantity: '-1' }],
    ['quantity', { quantity: '1.000001' }],
    ['state', { state: 'SOLD_ONLINE' }],
    ['countedAt', { countedAt: null }],
    ['itemId', { itemId: 'a b' }],
    ['locationId', { locationId: null }],
    ['deleted', { deleted: true }],
  ])('with a %s that Square could not take is not sent', (field, changes) => {
    if (record?.entity !== 'inventory_item') throw new Error('no count')
    expect(planCount(record, planContext(null))).toMatchObject({ ok: true })
    expect(planCount({ ...record, ...changes }, planContext(null))).toMatchObject({ ok: false, field })
  })
})
