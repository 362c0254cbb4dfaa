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

const chargeSchema = z.object({
  id: identifier(255),
  object: z.literal('charge'),
  /** Absent before 2014, and `paid` for another year. */
  status: z
    .enum(['succeeded', 'pending', 'failed', 'paid'] satisfies (Stripe.Charge.Status | 'paid')[])
    .transform((status) => (status === 'paid' ? 'succeeded' : status))
    .nullish(),
  paid: z.boolean().nullish(),
  amount: minorUnits,
  amount_captured: minorUnits.nullish(),
  captured: z.boolean().nullish(),
  refunded: z.boolean().nullish(),
  currency,
  customer: reference,
  payment_intent: reference,
  description: optionalText(maxSourceTextLength),
  failure_code: optionalCode,
  created: unixSeconds,
  metadata: metadataSchema,
} satisfies Partial<Record<keyof Stripe.Charge, unknown>>)
type Charge = z.output<typeof chargeSchema>
type Status = NonNullable<Charge['status']>

/** A charge made by a payment intent is told by that: two records of one payment would count it twice. */
function toRecord(charge: Charge): TransactionRecord | 'covered' {
  if (charge.payment_intent !== null) return 'covered'
  const status = charge.status ?? (charge.paid ? 'succeeded' : 'failed')
  return {
    entity: 'transaction',
    sourceId: charge.id,
    deleted: false,
    kind: 'payment',
    status: statusOf(status, charge),
    amount: { amount: capturedOf(status, charge), currency: charge.currency },
    customerId: charge.customer,
    parentId: null,
    description: cutText(charge.description, maxDescriptionLength),
    failureCode: status === 'failed' ? charge.failure_code : null,
    occurredAt: toInstant(charge.created),
  }
}

/** Authorised money has not moved yet; given free again it never will. */
function statusOf(status: Status, { captured, refunded }: Charge): TransactionRecord['status'] {
  if (status !== 'succeeded' || captured !== false) return status
  return refunded ? 'cancelled' : 'pending'
}

/** Less than was authorised may be captured. */
function capturedOf(status: Status, { captured, amount, amount_captured: taken }: Charge): number {
  return status === 'succeeded' && captured === true ? (taken ?? amount) : amount
}

export const readCharge = objectReader(chargeSchema, toRecord)
