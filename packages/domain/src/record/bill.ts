import { z } from 'zod'
import { moneySchema } from '../money/index.ts'
import { decimal, instant, objectId, recordHead, text } from './fields.ts'

const billStatuses = ['draft', 'open', 'paid', 'void'] as const
export const maxBillLines = 500

/** What a vendor asks the company to pay. */
export const billRecord = z.strictObject({
  ...recordHead('bill'),
  number: text(120).nullable(),
  status: z.enum(billStatuses),
  vendorId: objectId.nullable(),
  /** As it stands on the paper, for a vendor that has no id yet. */
  vendorName: text(500).nullable(),
  lines: z
    .array(
      z.strictObject({
        description: text(1_000).nullable(),
        quantity: decimal,
        amount: moneySchema,
        /** The account it is booked to, by the source's id. */
        accountId: objectId.nullable(),
      }),
    )
    .max(maxBillLines),
  subtotal: moneySchema,
  tax: moneySchema,
  total: moneySchema,
  amountDue: moneySchema,
  memo: text(4_000).nullable(),
  issuedAt: instant.nullable(),
  dueAt: instant.nullable(),
})
export type BillRecord = z.output<typeof billRecord>
