import { z } from 'zod'
import { moneySchema } from '../money/index.ts'
import { instant, objectId, recordHead, text } from './fields.ts'

export const transactionStatuses = ['pending', 'requires_action', 'succeeded', 'failed', 'cancelled'] as const

/** Money that moved, or was to move: a payment, or a refund of one. */
export const transactionRecord = z.strictObject({
  ...recordHead('transaction'),
  kind: z.enum(['payment', 'refund']),
  status: z.enum(transactionStatuses),
  amount: moneySchema,
  /** Who paid, by the source's id; null for a guest. */
  customerId: objectId.nullable(),
  /** The payment that a refund gives back, by the source's id. */
  parentId: objectId.nullable(),
  description: text(1_000).nullable(),
  /** Why it failed, in the provider's code. */
  failureCode: text(120).nullable(),
  occurredAt: instant,
})
export type TransactionRecord = z.output<typeof transactionRecord>
