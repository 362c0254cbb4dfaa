import type { TransactionRecord } from '@syncline/domain/record'
import type Stripe from 'stripe'
import { z } from 'zod'
import { cutText, identifier, optionalText } from '../shape.ts'
import {
  currency,
  maxDescriptionLength,
  maxSourceTextLength,
  metadataSchema,
  minorUnits,
  objectReader,
  optionalCode,
  reference,
  toInstant,
  unixSeconds,
} from './object.ts'

const statuses = {
  pending: 'pending',
  requires_action: 'requires_action',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'cancelled',
} as const satisfies Record<string, TransactionRecord['status']>

const refundSchema = z.object({
  id: identifier(255),
  object: z.literal('refund'),
  /** Null on refunds that Stripe has not sent on yet. */
  status: z
    .enum(Object.keys(statuses) as (keyof typeof statuses)[])
    .nullish()
    .transform((status) => status ?? 'pending'),
  amount: minorUnits,
  currency,
  /** Absent before 2026. */
  customer: reference,
  payment_intent: reference,
  charge: reference,
  description: optionalText(maxSourceTextLength),
  failure_reason: optionalCode,
  created: unixSeconds,
  metadata: metadataSchema,
} satisfies Partial<Record<keyof Stripe.Refund, unknown>>)

function toRecord(refund: z.output<typeof refundSchema>): TransactionRecord {
  return {
    entity: 'transaction',
    sourceId: refund.id,
    deleted: false,
    kind: 'refund',
    status: statuses[refund.status],
    amount: { amount: refund.amount, currency: refund.currency },
    customerId: refund.customer,
    parentId: refund.payment_intent ?? refund.charge,
    description: cutText(refund.description, maxDescriptionLength),
    failureCode: refund.status === 'failed' ? refund.failure_reason : null,
    occurredAt: toInstant(refund.created),
  }
}

export const readRefund = objectReader(refundSchema, toRecord)
