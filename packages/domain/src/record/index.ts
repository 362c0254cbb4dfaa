import { z } from 'zod'
import type { Entity } from '../connection/entity.ts'
import { billRecord } from './bill.ts'
import { contactRecord } from './contact.ts'
import { customerRecord } from './customer.ts'
import { inventoryItemRecord } from './inventory-item.ts'
import { invoiceRecord } from './invoice.ts'
import { orderRecord } from './order.ts'
import { paymentRecord } from './payment.ts'
import { refundRecord } from './refund.ts'
import { subscriptionRecord } from './subscription.ts'
import { transactionRecord } from './transaction.ts'
import { vendorRecord } from './vendor.ts'

export { amountOf } from './amount.ts'
export type { BillRecord } from './bill.ts'
export { billRecord, billStatuses, maxBillLines } from './bill.ts'
export type { ContactRecord } from './contact.ts'
export { contactRecord, contactStatuses, maxContactTags } from './contact.ts'
export type { CustomerRecord } from './customer.ts'
export { addressSchema, customerRecord } from './customer.ts'
export type { InventoryItemRecord } from './inventory-item.ts'
export { inventoryItemRecord } from './inventory-item.ts'
export type { InvoiceRecord } from './invoice.ts'
export { invoiceRecord, invoiceStatuses, maxInvoiceLines } from './invoice.ts'
export type { OrderRecord } from './order.ts'
export { maxOrderLines, orderRecord, orderStatuses } from './order.ts'
export type { PaymentRecord } from './payment.ts'
export { maxAllocations, paymentRecord, paymentStatuses } from './payment.ts'
export type { RefundRecord } from './refund.ts'
export { refundRecord, refundStatuses } from './refund.ts'
export type { Subject } from './subject.ts'
export { ownSubject, personEntities, subjectOf } from './subject.ts'
export type { SubscriptionRecord } from './subscription.ts'
export { maxSubscriptionItems, subscriptionRecord, subscriptionStatuses } from './subscription.ts'
export type { TransactionRecord } from './transaction.ts'
export { transactionRecord, transactionStatuses } from './transaction.ts'
export type { VendorRecord } from './vendor.ts'
export { vendorRecord } from './vendor.ts'
export { isTie, orderOf, readVersion, sourceVersion } from './version.ts'

/** The hub's own form of a thing, whichever provider it came from. */
export const canonicalRecord = z.discriminatedUnion('entity', [
  customerRecord,
  transactionRecord,
  invoiceRecord,
  subscriptionRecord,
  orderRecord,
  paymentRecord,
  refundRecord,
  vendorRecord,
  billRecord,
  inventoryItemRecord,
  contactRecord,
])
export type CanonicalRecord = z.output<typeof canonicalRecord>
export type RecordOf<Kind extends Entity> = Extract<CanonicalRecord, { entity: Kind }>

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
