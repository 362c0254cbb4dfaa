import { moneySchema } from '@syncline/domain/money'
import { type InvoiceRecord, invoiceStatuses, maxInvoiceLines } from '@syncline/domain/record'
import { z } from 'zod'
import type { PlanContext } from '../provider.ts'
import { optionalText } from '../shape.ts'
import {
  customerIdOf,
  customerNeeded,
  filled,
  type Kind,
  type Members,
  noCall,
  objectReader,
  referenceMember,
} from './kind.ts'
import { objectHead, objectId, optionalInstant, reference } from './wire.ts'

const maxNumberLength = 100

const invoiceSchema = z.object({
  ...objectHead,
  customer_id: objectId,
  subscription_ref: reference,
  number: optionalText(maxNumberLength),
  status: z.enum(invoiceStatuses),
  lines: z
    .array(
      z.object({
        description: optionalText(1_000),
        quantity: z.string().regex(/^\d{1,12}(\.\d{1,12})?$/),
        amount: moneySchema,
      }),
    )
    .max(maxInvoiceLines),
  subtotal: moneySchema,
  tax: moneySchema,
  total: moneySchema,
  amount_paid: moneySchema,
  amount_due: moneySchema,
  issued_at: optionalInstant,
  due_at: optionalInstant,
  paid_at: optionalInstant,
})

function toRecord(invoice: z.output<typeof invoiceSchema>): InvoiceRecord {
  return {
    entity: 'invoice',
    sourceId: invoice.id,
    deleted: false,
    number: invoice.number,
    status: invoice.status,
    customerId: invoice.customer_id,
    subscriptionId: invoice.subscription_ref,
    lines: invoice.lines,
    subtotal: invoice.subtotal,
    tax: invoice.tax,
    total: invoice.total,
    amountPaid: invoice.amount_paid,
    amountDue: invoice.amount_due,
    issuedAt: invoice.issued_at,
    dueAt: invoice.due_at,
    paidAt: invoice.paid_at,
  }
}

function membersOf(record: InvoiceRecord, context: PlanContext): Members {
  if (record.customerId === null) return customerNeeded
  const customer = customerIdOf(record, context)
  if (!customer.ok) return customer
  if (record.number !== null && record.number.length > maxNumberLength)
    return noCall('MAPPING_FAILED', 'number', `Longer than the ${maxNumberLength} characters FlashERP takes.`)
  const members = {
    ...referenceMember(record, context),
    customer_id: customer.id,
    subscription_ref: record.subscriptionId,
    number: filled(record.number),
    status: record.status,
    lines: record.lines.map(({ description, quantity, amount }) => ({
      description: filled(description),
      quantity,
      amount,
    })),
    subtotal: record.subtotal,
    tax: record.tax,
    total: record.total,
    amount_paid: record.amountPaid,
    amount_due: record.amountDue,
    issued_at: record.issuedAt,
    due_at: record.dueAt,
    paid_at: record.paidAt,
  }
  return { ok: true, members }
}

export const invoiceKind: Kind<'invoice'> = {
  entity: 'invoice',
  plural: 'invoices',
  read: objectReader(invoiceSchema, toRecord),
  membersOf,
  ending: { status: 'void' },
  referredTo: false,
}
