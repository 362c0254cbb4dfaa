import { expect, it } from 'vitest'
import { entities } from '../connection/index.ts'
import { amountOf } from './amount.ts'
import type { CanonicalRecord } from './canonical.ts'

const record = (fields: object) => ({ sourceId: 'x_1', deleted: false, ...fields }) as CanonicalRecord
const money = (amount: number, currency = 'NGN') => ({ amount, currency })
const item = (fields: object) => ({
  quantity: 1,
  unitAmount: money(1_500),
  interval: 'month',
  intervalCount: 1,
  ...fields,
})
const subscription = (...items: object[]) => ({ entity: 'subscription', items: items.map(item) })

it.each([
  ['a transaction', { entity: 'transaction', kind: 'payment', amount: money(5_000, 'USD') }, 5_000, 'USD'],
  ['money given back', { entity: 'transaction', kind: 'refund', amount: money(5_000, 'USD') }, 5_000, 'USD'],
  ['a payment of nothing', { entity: 'payment', amount: money(0) }, 0, 'NGN'],
  ['a refund in whole yen', { entity: 'refund', amount: money(1_200, 'JPY') }, 1_200, 'JPY'],
  ['an invoice', { entity: 'invoice', total: money(1_234, 'KWD'), amountDue: money(1, 'KWD') }, 1_234, 'KWD'],
  ['a bill', { entity: 'bill', total: money(7_700), amountDue: money(0) }, 7_700, 'NGN'],
  ['an order', { entity: 'order', total: money(900), tip: money(100) }, 900, 'NGN'],
  ['a subscription, one period of it', subscription({ quantity: 3 }, {}), 6_000, 'NGN'],
])('%s', (_kind, fields, minor, currency) => expect(amountOf(record(fields))).toEqual({ minor, currency }))

it.each([
  ['a customer', { entity: 'customer' }],
  ['a vendor', { entity: 'vendor' }],
  ['a contact', { entity: 'contact' }],
  ['goods', { entity: 'inventory_item', quantity: '3' }],
  ['a subscription to nothing', subscription()],
  ['a price by steps', subscription({}, { unitAmount: null })],
  ['two currencies', subscription({}, { unitAmount: money(1, 'USD') })],
  ['a month and a year', subscription({}, { interval: 'year' })],
  ['one month and three', subscription({}, { intervalCount: 3 })],
  ['more than can be told exactly', subscription({ quantity: Number.MAX_SAFE_INTEGER })],
])('%s carries no one sum', (_kind, fields) => expect(amountOf(record(fields))).toBe(null))

it('knows every kind of record', () => {
  const all = { amount: money(1), total: money(1), items: [] }
  for (const entity of entities) expect(amountOf(record({ entity, ...all })), entity).not.toBe(undefined)
})
