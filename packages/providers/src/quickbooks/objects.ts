import type { Entity } from '@syncline/domain/connection'
import { readBill } from './bill.ts'
import { readCustomer } from './customer.ts'
import { readInvoice } from './invoice.ts'
import type { ObjectReader } from './object.ts'
import { readBillPayment, readPayment } from './payment.ts'
import { readVendor } from './vendor.ts'

/** One kind of object as QuickBooks names it. All transactions there share one row of ids. */
export interface ObjectKind {
  readonly entity: Entity
  readonly read: ObjectReader
}

/** The kinds that are records here. */
export const objectKinds = {
  Customer: { entity: 'customer', read: readCustomer },
  Vendor: { entity: 'vendor', read: readVendor },
  Invoice: { entity: 'invoice', read: readInvoice },
  Bill: { entity: 'bill', read: readBill },
  Payment: { entity: 'payment', read: readPayment },
  BillPayment: { entity: 'payment', read: readBillPayment },
} as const satisfies Record<string, ObjectKind>
export type ObjectName = keyof typeof objectKinds

export const isObjectName = (name: string): name is ObjectName => Object.hasOwn(objectKinds, name)
