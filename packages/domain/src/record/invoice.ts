import { z } from 'zod'
import { moneySchema } from '../money/index.ts'
import { decimal, instant, objectId, recordHead, text } from './fields.ts'

export const invoiceStatuses = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const
export const maxInvoiceLines = 200

export const invoiceRecord = z.strictObject({
  ...recordHead('invoice'),
  number: text(120).nullable(),
  status: z.enum(invoiceStatuses),
  customerId: objectId.nullable(),
  subscriptionId: objectId.nullable(),
  lines: z
    .array(
      z.strictObject({
        description: text(1_000).nullable(),
        quantity: decimal,
        amount: moneySchema,
      }),
    )
    .max(maxInvoiceLines),
  subtotal: moneySchema,
  tax: moneySchema,
  total: moneySchema,
  amountPaid: moneySchema,
  amountDue: moneySchema,
  issuedAt: instant.nullable(),
  dueAt: instant.nullable(),
  paidAt: instant.nullable(),
})
export type InvoiceRecord = z.output<typeof invoiceRecord>
