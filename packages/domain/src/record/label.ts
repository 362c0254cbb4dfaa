import type { CanonicalRecord } from './canonical.ts'

/** What a list calls a record. */
export function recordLabel(record: CanonicalRecord): string {
  return nameOf(record)?.trim() || record.sourceId
}

function nameOf(record: CanonicalRecord): string | null | undefined {
  switch (record.entity) {
    case 'customer':
    case 'vendor':
      return record.name?.trim() || record.email
    case 'transaction':
      return record.description
    case 'invoice':
    case 'order':
    case 'bill':
      return record.number
    case 'subscription':
      return record.items[0]?.description
    case 'payment':
      return record.reference
    case 'refund':
      return record.reason
    case 'inventory_item':
      return record.name?.trim() || record.sku
    case 'contact':
      return [record.firstName, record.lastName].filter(Boolean).join(' ').trim() || record.email
  }
}
