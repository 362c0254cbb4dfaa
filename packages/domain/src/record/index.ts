import type { Entity } from '../connection/entity.ts'
import { z } from 'zod'
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

/**
 * The order of two versions of one object, as text that sorts.
 * @param order the provider's version of the object, else its time of the change in Unix seconds
 * @param typeRank 0 to 99: at the same second a deletion outranks a change, a change outranks a creation
 * @param arrival position of the delivery in the log: the last tie breaker
 */
export function sourceVersion(order: number, typeRank: number, arrival: number): string {
  const part = (value: number, width: number) => String(Math.max(0, Math.trunc(value))).padStart(width, '0')
  return `${part(order, 12)}.${part(Math.min(typeRank, 99), 2)}.${part(arrival, 16)}`
}

/** Whether only the arrival tells two versions apart: then neither is known to be the newer one. */
export function isTie(one: string, other: string): boolean {
  return one.slice(0, 12) === other.slice(0, 12)
}
