import type { RefundablePayment } from '@syncline/domain/refund'
import type Stripe from 'stripe'
import { z } from 'zod'
import { malformed } from '../answer.ts'
import type { Access, Manifest, PullFailure, RefundAdapter } from '../provider.ts'
import { cutText, identifier, optionalText } from '../shape.ts'
import { ask, failureIn } from './client.ts'
import { objectId } from './id.ts'
import { currency, maxSourceTextLength, minorUnits, reference } from './object.ts'

type Read = Awaited<ReturnType<RefundAdapter['payment']>>

const maxNameLength = 200

const intentSchema = z.object({
  id: identifier(255),
  status: z.string().max(60),
  currency,
  amount: minorUnits,
  latest_charge: reference,
} satisfies Partial<Record<keyof Stripe.PaymentIntent, unknown>>)

const chargeSchema = z.object({
  id: identifier(255),
  status: z.string().max(60),
  captured: z.boolean(),
  currency,
  amount_captured: minorUnits,
  amount_refunded: minorUnits,
  disputed: z.boolean(),
  customer: reference,
  description: optionalText(maxSourceTextLength),
} satisfies Partial<Record<keyof Stripe.Charge, unknown>>)

const customerSchema = z.object({
  name: optionalText(maxSourceTextLength),
  email: optionalText(maxSourceTextLength),
} satisfies Partial<Record<keyof Stripe.Customer, unknown>>)

/** A payment as Stripe has it now: the intent leads to the charge that took the money, the charge to who paid. */
export async function readRefundable(
  paymentId: string,
  accountId: string | null,
  access: Access,
  limits: Manifest['limits'],
): Promise<Read> {
  const none = { ok: true, payment: null } as const
  if (!objectId.safeParse(paymentId).success) return none
  const get = async <Shape>(
    schema: z.ZodType<Shape>,
    question: (stripe: Stripe, options: Stripe.RequestOptions) => Promise<unknown>,
  ): Promise<{ ok: true; value: Shape | null } | PullFailure> => {
    const asked = await ask(access, accountId, limits, question)
    if (!asked.ok) return failureIn(asked)
    if (asked.answer === null) return { ok: true, value: null }
    const read = schema.safeParse(asked.answer)
    return read.success ? { ok: true, value: read.data } : malformed
  }
  let chargeId = paymentId
  if (paymentId.startsWith('pi_')) {
    const intent = await get(intentSchema, (stripe, options) =>
      stripe.paymentIntents.retrieve(paymentId, {}, options),
    )
    if (!intent.ok) return intent
    if (intent.value === null) return none
    if (intent.value.latest_charge === null) return { ok: true, payment: untaken(paymentId, intent.value) }
    chargeId = intent.value.latest_charge
  }
  const charge = await get(chargeSchema, (stripe, options) => stripe.charges.retrieve(chargeId, {}, options))
  if (!charge.ok) return charge
  if (charge.value === null) return none
  const { customer: customerId } = charge.value
  const customer =
    customerId === null
      ? null
      : await get(customerSchema, (stripe, options) => stripe.customers.retrieve(customerId, {}, options))
  if (customer?.ok === false) return customer
  const payer = customerId === null ? null : { id: customerId, name: nameOf(customer?.value ?? null) }
  return { ok: true, payment: taken(paymentId, charge.value, payer) }
}

const nameOf = (customer: z.output<typeof customerSchema> | null): string | null =>
  cutText(customer?.name ?? customer?.email ?? null, maxNameLength)

/** No card was asked yet. */
const untaken = (id: string, { currency, amount }: z.output<typeof intentSchema>): RefundablePayment => ({
  id,
  succeeded: false,
  currency,
  paid: amount,
  refunded: 0,
  disputed: false,
  payer: null,
  description: null,
})

const taken = (
  id: string,
  charge: z.output<typeof chargeSchema>,
  payer: RefundablePayment['payer'],
): RefundablePayment => ({
  id,
  succeeded: charge.status === 'succeeded' && charge.captured,
  currency: charge.currency,
  paid: charge.amount_captured,
  refunded: charge.amount_refunded,
  disputed: charge.disputed,
  payer,
  description: cutText(charge.description, maxNameLength),
})
