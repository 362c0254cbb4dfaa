import { z } from 'zod'
import { moneySchema } from '../money/index.ts'
import { instant, objectId, recordHead, text } from './fields.ts'

export const refundStatuses = ['pending', 'completed', 'failed', 'cancelled'] as const

/** Money given back, where a provider's books keep it apart from transactions. */
export const refundRecord = z.strictObject({
  ...recordHead('refund'),
  status: z.enum(refundStatuses),
  amount: moneySchema,
  /** The payment it gives back. */
  paymentId: objectId.nullable(),
  orderId: objectId.nullable(),
  customerId: objectId.nullable(),
  reason: text(1_000).nullable(),
  refundedAt: instant,
})
export type RefundRecord = z.output<typeof refundRecord>
