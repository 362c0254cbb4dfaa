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
