import type { CanonicalRecord } from '@syncline/domain/record'
import { expect, it } from 'vitest'
import { contradicts } from './contradicts.ts'

const written: CanonicalRecord = {
  entity: 'customer',
  sourceId: 'cus_1',
  deleted: false,
  name: 'Ada Obi',
  email: 'ada@example.com',
  phone: '+234 805 536 1961',
  address: {
    line1: '39 Awolowo Road',
    line2: null,
    city: 'Lagos',
    state: 'Lagos',
    postalCode: '101233',
    country: 'NG',
  },
  note: null,
}

it.each([
  ['its own id', { sourceId: 'fcu_1' }],
  ['another form of the same', { email: 'Ada@Example.com', phone: '+2348055361961' }],
  ['less', { phone: null, address: null }],
  ['more', { note: 'Comes on Fridays' }],
])('what comes back with %s says nothing new', (_, change) => {
  expect(contradicts(written, { ...written, ...change } as CanonicalRecord)).toBe(false)
})

it.each([
  ['name', { name: 'Eve Obi' }],
  ['street', { address: { ...written.address, line1: '40 Awolowo Road' } }],
])('what comes back with another %s does', (_, change) => {
  expect(contradicts(written, { ...written, ...change } as CanonicalRecord)).toBe(true)
})
