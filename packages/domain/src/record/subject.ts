import type { Entity } from '../connection/entity.ts'
import type { CanonicalRecord } from './canonical.ts'

/** Those that are a person themselves. A contact is a customer under another name: both have the same key. */
export const personEntities = ['customer', 'contact', 'vendor'] as const

/** Whom or what a record is about, by the ids of its own source. */
export interface Subject {
  readonly kind: 'customer' | 'vendor' | Exclude<Entity, 'customer' | 'contact' | 'vendor'>
  readonly sourceId: string
}

/** The subject that an object is by itself, whatever it says of others; null for what is about nobody. */
export function ownSubject(entity: Entity, sourceId: string): Subject | null {
  if (entity === 'inventory_item') return null
  return { kind: entity === 'contact' ? 'customer' : entity, sourceId }
}

/**
 * The person a record is about: themselves, or whom it names as its customer. A record that names nobody is its own
 * subject; null for goods, which are nobody's.
 */
export function subjectOf(record: CanonicalRecord): Subject | null {
  const named = personOf(record)
  return named ?? ownSubject(record.entity, record.sourceId)
}

function personOf(record: CanonicalRecord): Subject | null {
  switch (record.entity) {
    case 'customer':
    case 'contact':
    case 'vendor':
    case 'inventory_item':
      return null
    case 'bill':
      return by('vendor', record.vendorId)
    case 'payment':
      return by('customer', record.customerId) ?? by('vendor', record.vendorId)
    case 'refund':
    case 'transaction':
    case 'invoice':
    case 'subscription':
    case 'order':
      return by('customer', record.customerId)
  }
}

const by = (kind: 'customer' | 'vendor', sourceId: string | null): Subject | null =>
  sourceId === null ? null : { kind, sourceId }
