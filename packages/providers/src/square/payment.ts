import type { TransactionRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { cutText, identifier, instant, optionalCode, optionalInstant, optionalText } from '../shape.ts'
import { objectReader } from './object.ts'
import { maxDescriptionLength, maxSourceTextLength, moneySchema, reference } from './wire.ts'

const statuses = {
  /** Authorised; the money has not moved yet. */
  APPROVED: 'pending',
  PENDING: 'pending',
  COMPLETED: 'succeeded',
  CANCELED: 'cancelled',
  FAILED: 'failed',
} as const satisfies Record<string, TransactionRecord['status']>

const refusalsSchema = z
  .array(z.object({ code: optionalCode }))
  .max(100)
  .nullish()
  .catch(null)

const paymentSchema = z.object({
  id: identifier(255),
  status: z.enum(Object.keys(statuses) as (keyof typeof statuses)[]),
  amount_money: moneySchema,
  /** With the tip. */
  total_money: moneySchema.nullish(),
  customer_id: reference,
  note: optionalText(maxSourceTextLength),
  card_details: z.object({ errors: refusalsSchema }).nullish().catch(null),
  location_id: reference,
  created_at: instant,
  updated_at: optionalInstant,
})
type Payment = z.output<typeof paymentSchema>

function toRecord(payment: Payment): TransactionRecord {
  const status = statuses[payment.status]
  return {
    entity: 'transaction',
    sourceId: payment.id,
    deleted: false,
    kind: 'payment',
    status,
    amount: payment.total_money ?? payment.amount_money,
    customerId: payment.customer_id,
    parentId: null,
    description: cutText(payment.note, maxDescriptionLength),
    failureCode: status === 'failed' ? (payment.card_details?.errors?.[0]?.code ?? null) : null,
    occurredAt: payment.created_at,
  }
}

export const readPayment = objectReader(paymentSchema, (payment) => ({
  record: toRecord(payment),
  version: null,
  changedAt: payment.updated_at ?? payment.created_at,
  externalRef: null,
  place: payment.location_id,
}))
