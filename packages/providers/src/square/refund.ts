import type { TransactionRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { cutText, identifier, instant, optionalInstant, optionalText } from '../shape.ts'
import { objectReader } from './object.ts'
import { maxDescriptionLength, maxSourceTextLength, moneySchema, reference } from './wire.ts'

const statuses = {
  PENDING: 'pending',
  /** As refunds inside orders say it. */
  APPROVED: 'succeeded',
  COMPLETED: 'succeeded',
  REJECTED: 'failed',
  FAILED: 'failed',
} as const satisfies Record<string, TransactionRecord['status']>

const refundSchema = z.object({
  id: identifier(255),
  status: z.enum(Object.keys(statuses) as (keyof typeof statuses)[]),
  amount_money: moneySchema,
  /** None where the refund belongs to no payment of Square's. */
  payment_id: reference,
  reason: optionalText(maxSourceTextLength),
  location_id: reference,
  created_at: instant,
  updated_at: optionalInstant,
})

function toRecord(refund: z.output<typeof refundSchema>): TransactionRecord {
  const status = statuses[refund.status]
  return {
    entity: 'transaction',
    sourceId: refund.id,
    deleted: false,
    kind: 'refund',
    status,
    amount: refund.amount_money,
    // Square names nobody in a refund; the payment does.
    customerId: null,
    parentId: refund.payment_id,
    description: cutText(refund.reason, maxDescriptionLength),
    failureCode: status === 'failed' ? refund.status : null,
    occurredAt: refund.created_at,
  }
}

export const readRefund = objectReader(refundSchema, (refund) => ({
  record: toRecord(refund),
  version: null,
  changedAt: refund.updated_at ?? refund.created_at,
  externalRef: null,
  place: refund.location_id,
}))
