import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord } from '@syncline/domain/record'
import { noCurrency } from './money.ts'

const nothing = { amount: 0, currency: noCurrency }
const head = { deleted: true } as const

/** All that is known of an object that is gone: its id. Null for an entity that QuickBooks has none of. */
export function tombstone(entity: Entity, sourceId: string): CanonicalRecord | null {
  const person = { name: null, email: null, phone: null, address: null }
  switch (entity) {
    case 'customer':
      return { ...head, entity, sourceId, ...person, note: null }
    case 'vendor':
      return { ...head, entity, sourceId, ...person, accountNumber: null, currency: null, active: false }
    case 'invoice':
      return {
        ...head,
        entity,
        sourceId,
        number: null,
        status: 'void',
        customerId: null,
        subscriptionId: null,
        lines: [],
        subtotal: nothing,
        tax: nothing,
        total: nothing,
        amountPaid: nothing,
        amountDue: nothing,
        issuedAt: null,
        dueAt: null,
        paidAt: null,
      }
    case 'bill':
      return {
        ...head,
        entity,
        sourceId,
        number: null,
        status: 'void',
        vendorId: null,
        vendorName: null,
        lines: [],
        subtotal: nothing,
        tax: nothing,
        total: nothing,
        amountDue: nothing,
        memo: null,
        issuedAt: null,
        dueAt: null,
      }
    case 'payment':
      return {
        ...head,
        entity,
        sourceId,
        direction: 'in',
        status: 'void',
        amount: nothing,
        customerId: null,
        vendorId: null,
        allocations: [],
        method: null,
        reference: null,
        paidAt: '1970-01-01T00:00:00.000Z',
      }
    default:
      return null
  }
}
