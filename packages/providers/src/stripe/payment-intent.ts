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
  requires_payment_method: 'pending',
  requires_confirmation: 'pending',
  requires_action: 'requires_action',
  processing: 'pending',
  requires_capture: 'pending',
  succeeded: 'succeeded',
  canceled: 'cancelled',
} as const satisfies Record<Stripe.PaymentIntent.Status, TransactionRecord['status']>

const paymentIntentSchema = z.object({
  id: identifier(255),
  object: z.literal('payment_intent'),
  status: z.enum(Object.keys(statuses) as (keyof typeof statuses)[]),
  amount: minorUnits,
  amount_received: minorUnits.nullish(),
  currency,
  customer: reference,
  description: optionalText(maxSourceTextLength),
  last_payment_error: z
    .object({ code: optionalCode, decline_code: optionalCode } satisfies Partial<
      Record<keyof Stripe.PaymentIntent.LastPaymentError, unknown>
    >)
    .nullish(),
  created: unixSeconds,
  metadata: metadataSchema,
} satisfies Partial<Record<keyof Stripe.PaymentIntent, unknown>>)
type PaymentIntent = z.output<typeof paymentIntentSchema>

function toRecord(intent: PaymentIntent, eventType: string | null): TransactionRecord {
  const status = statusOf(intent, eventType)
  const { last_payment_error: error, amount, amount_received: received } = intent
  return {
    entity: 'transaction',
    sourceId: intent.id,
    deleted: false,
    kind: 'payment',
    status,
    amount: {
      amount: status === 'succeeded' ? (received ?? amount) : amount,
      currency: intent.currency,
    },
    customerId: intent.customer,
    parentId: null,
    description: cutText(intent.description, maxDescriptionLength),
    failureCode: status === 'failed' ? (error?.decline_code ?? error?.code ?? null) : null,
    occurredAt: toInstant(intent.created),
  }
}

/** After a failed try Stripe waits for another payment method: only the error tells that from a fresh intent. */
function statusOf(intent: PaymentIntent, eventType: string | null): TransactionRecord['status'] {
  const hasFailed = eventType === 'payment_intent.payment_failed' || intent.last_payment_error
  return intent.status === 'requires_payment_method' && hasFailed ? 'failed' : statuses[intent.status]
}

export const readPaymentIntent = objectReader(paymentIntentSchema, toRecord)
