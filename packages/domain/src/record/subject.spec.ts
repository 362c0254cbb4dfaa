import { expect, it } from 'vitest'
import type { CanonicalRecord } from './canonical.ts'
import { ownSubject, subjectOf } from './subject.ts'

const record = (fields: object) => ({ sourceId: 'x_1', deleted: false, ...fields }) as CanonicalRecord

it.each([
  ['a customer is about themselves', { entity: 'customer' }, { kind: 'customer', sourceId: 'x_1' }],
  ['a contact is the customer of that id', { entity: 'contact' }, { kind: 'customer', sourceId: 'x_1' }],
  [
    'a transaction is about its customer',
    { entity: 'transaction', customerId: 'cus_1' },
    { kind: 'customer', sourceId: 'cus_1' },
  ],
  [
    'a bill is about its vendor, who may have a customer’s id',
    { entity: 'bill', vendorId: '58' },
    { kind: 'vendor', sourceId: '58' },
  ],
  [
    'a payment to a vendor is about the vendor',
    { entity: 'payment', customerId: null, vendorId: '58' },
    { kind: 'vendor', sourceId: '58' },
  ],
  [
    'an order of nobody is about itself',
    { entity: 'order', customerId: null },
    { kind: 'order', sourceId: 'x_1' },
  ],
  ['goods are nobody’s', { entity: 'inventory_item' }, null],
] as const)('%s', (_rule, fields, subject) => expect(subjectOf(record(fields))).toEqual(subject))

it('tells what an object is by itself without what is in it', () => {
  expect(ownSubject('transaction', 'pi_1')).toEqual({ kind: 'transaction', sourceId: 'pi_1' })
  expect(ownSubject('inventory_item', 'sku')).toBe(null)
})
