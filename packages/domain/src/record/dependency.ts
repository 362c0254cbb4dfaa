import type { Entity } from '../connection/entity.ts'
import type { CanonicalRecord } from './canonical.ts'

/** An object at the record's own source that has to be at the target before the record itself. */
export interface Dependency {
  readonly entity: Entity
  readonly sourceId: string
}

/** In the order they have to be written. */
export function dependenciesOf(record: CanonicalRecord): readonly Dependency[] {
  switch (record.entity) {
    case 'customer':
    case 'vendor':
    case 'inventory_item':
    case 'contact':
      return []
    case 'bill':
      return named('vendor', record.vendorId)
    case 'payment':
      return [
        ...named('customer', record.customerId),
        ...named('vendor', record.vendorId),
        ...record.allocations.map(({ entity, id }) => ({ entity, sourceId: id })),
      ]
    case 'refund':
      return named('customer', record.customerId)
    case 'transaction':
    case 'invoice':
    case 'subscription':
    case 'order':
      return named('customer', record.customerId)
  }
}

const named = (entity: Entity, sourceId: string | null): readonly Dependency[] =>
  sourceId === null ? [] : [{ entity, sourceId }]
