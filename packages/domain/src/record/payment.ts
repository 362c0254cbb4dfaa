import { z } from 'zod'
import { moneySchema } from '../money/index.ts'
import { instant, objectId, recordHead, text } from './fields.ts'

export const paymentStatuses = ['pending', 'completed', 'failed', 'void'] as const
export const maxAllocations = 200

/** Money set against invoices (it came in) or bills (it went out), as the books tell it. */
export const paymentRecord = z.strictObject({
  ...recordHead('payment'),
  direction: z.enum(['in', 'out']),
  status: z.enum(paymentStatuses),
  amount: moneySchema,
  /** Who paid; null when it went out. */
  customerId: objectId.nullable(),
  /** Who was paid; null when it came in. */
  vendorId: objectId.nullable(),
  /** What it pays, and how much of it; what is left over is unapplied. */
  allocations: z
    .array(z.strictObject({ entity: z.enum(['invoice', 'bill']), id: objectId, amount: moneySchema }))
    .max(maxAllocations),
  /** Cash, card, transfer: in the provider's word. */
  method: text(120).nullable(),
  reference: text(200).nullable(),
  paidAt: instant,
})
export type PaymentRecord = z.output<typeof paymentRecord>
