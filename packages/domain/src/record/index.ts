import { z } from 'zod'
import type { Entity } from '../connection/entity.ts'
import { customerRecord } from './customer.ts'
import { invoiceRecord } from './invoice.ts'
import { subscriptionRecord } from './subscription.ts'
import { transactionRecord } from './transaction.ts'

export type { CustomerRecord } from './customer.ts'
export { addressSchema, customerRecord } from './customer.ts'
export type { InvoiceRecord } from './invoice.ts'
export { invoiceRecord, invoiceStatuses, maxInvoiceLines } from './invoice.ts'
export type { SubscriptionRecord } from './subscription.ts'
export { maxSubscriptionItems, subscriptionRecord, subscriptionStatuses } from './subscription.ts'
export type { TransactionRecord } from './transaction.ts'
export { transactionRecord, transactionStatuses } from './transaction.ts'
export { isTie, orderOf, readVersion, sourceVersion } from './version.ts'

/** The hub's own form of a thing, whichever provider it came from. */
export const canonicalRecord = z.discriminatedUnion('entity', [
  customerRecord,
  transactionRecord,
  invoiceRecord,
  subscriptionRecord,
])
export type CanonicalRecord = z.output<typeof canonicalRecord>
export type RecordOf<Kind extends Entity> = Extract<CanonicalRecord, { entity: Kind }>

/** What a list calls a record. */
export function recordLabel(record: CanonicalRecord): string {
  switch (record.entity) {
    case 'customer':
      return record.name?.trim() || record.email?.trim() || record.sourceId
    case 'transaction':
      return record.description?.trim() || record.sourceId
    case 'invoice':
      return record.number?.trim() || record.sourceId
    case 'subscription':
      return record.items[0]?.description?.trim() || record.sourceId
  }
}

/** An object at the record's own source that has to be at the target before the record itself. */
export interface Dependency {
  readonly entity: Entity
  readonly sourceId: string
}

export function dependenciesOf(record: CanonicalRecord): readonly Dependency[] {
  if (record.entity === 'customer' || record.customerId === null) return []
  return [{ entity: 'customer', sourceId: record.customerId }]
}
