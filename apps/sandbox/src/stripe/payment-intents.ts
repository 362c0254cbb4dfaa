import type Stripe from 'stripe'
import { freshId } from '../identifiers.ts'
import type { Result } from '../provider.ts'
import { cardError, type Decline, verdictOn } from './cards.ts'
import { newCharge } from './charge.ts'
import { resourceMissing, unexpectedState } from './errors.ts'
import { nameBehind } from './events.ts'
import type { FormHash } from './form.ts'
import { fullness, missingCustomer, save, shown, tableOf } from './objects.ts'
import { missing, parseAmount, readParameters, textParser } from './parameters.ts'
import {
  newPaymentIntent,
  type PaymentIntentWishes,
  paymentIntentIgnored,
  paymentIntentParsers,
  type StripePaymentIntent,
} from './payment-intent.ts'
import { problemResult, referred, refused, type StripeScope, secondsNow, stateOf } from './scope.ts'

export type NewPayment = Partial<PaymentIntentWishes> & Pick<PaymentIntentWishes, 'amount' | 'currency'>
/** What came of an attempt: the intent afterwards, and the charge and reason when the card was declined. */
export type Attempt = { intent: StripePaymentIntent; declined: { decline: Decline; chargeId: string } | null }

export function addPaymentIntent(scope: StripeScope, wishes: NewPayment): StripePaymentIntent {
  const intent = newPaymentIntent(freshId('pi_3', 23), secondsNow(scope), wishes)
  return save(scope, 'payment_intents', null, intent, 'payment_intent.created')
}

/** Asks the card: the intent succeeds, waits for its capture, asks for more, or goes back to the beginning. */
export function attemptPayment(
  scope: StripeScope,
  before: StripePaymentIntent,
  paymentMethod: string,
): Attempt {
  const name = nameBehind(scope, before)
  const verdict = verdictOn(paymentMethod, name)
  const asked = { ...before, payment_method: paymentMethod, last_payment_error: null, next_action: null }
  if (verdict.kind === 'challenged') {
    const type = 'use_stripe_sdk'
    const waiting: StripePaymentIntent = {
      ...asked,
      status: 'requires_action',
      next_action: { type, use_stripe_sdk: {} },
    }
    const intent = save(scope, 'payment_intents', before, waiting, 'payment_intent.requires_action')
    return { intent, declined: null }
  }
  const decline = verdict.kind === 'declined' ? verdict.decline : null
  const billed = billingOf(scope, before)
  const charge = newCharge(freshId('ch_3', 23), secondsNow(scope), before, { paymentMethod, decline, billed })
  save(scope, 'charges', null, charge, decline ? 'charge.failed' : 'charge.succeeded')
  const after = { ...asked, latest_charge: charge.id }
  if (decline) {
    const failed: StripePaymentIntent = {
      ...after,
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: {
        type: 'card_error',
        charge: charge.id,
        code: decline.code,
        decline_code: decline.declineCode,
        message: decline.message,
      },
    }
    const intent = save(scope, 'payment_intents', before, failed, 'payment_intent.payment_failed')
    return { intent, declined: { decline, chargeId: charge.id } }
  }
  const held = before.capture_method === 'manual'
  const done: StripePaymentIntent = held
    ? { ...after, status: 'requires_capture', amount_capturable: before.amount }
    : { ...after, status: 'succeeded', amount_received: before.amount }
  const told = held ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded'
  return { intent: save(scope, 'payment_intents', before, done, told), declined: null }
}

function billingOf(scope: StripeScope, { customer }: StripePaymentIntent): Stripe.Charge.BillingDetails {
  const known = typeof customer === 'string' ? stateOf(scope).customers.get(customer)?.customer : undefined
  return {
    address: known?.address ?? null,
    email: known?.email ?? null,
    name: known?.name ?? null,
    phone: known?.phone ?? null,
    tax_id: null,
  }
}

export function createPaymentIntent(scope: StripeScope, form: FormHash): Result {
  const parsed = readParameters<PaymentIntentWishes>(form, paymentIntentParsers, {
    ignored: paymentIntentIgnored,
  })
  if (!parsed.ok) return problemResult(parsed.problem)
  const { amount, currency, confirm, ...wishes } = parsed.value
  if (amount === undefined) return problemResult(missing('amount').problem)
  if (currency === undefined) return problemResult(missing('currency').problem)
  if (confirm && !wishes.payment_method) return problemResult(missing('payment_method').problem)
  const stopped = missingCustomer(scope, wishes.customer) ?? fullness(scope, 'payment_intents', 'charges')
  if (stopped) return stopped
  const intent = addPaymentIntent(scope, { amount, currency, ...wishes })
  return confirm ? attemptResult(attemptPayment(scope, intent, wishes.payment_method ?? '')) : shown(intent)
}

const attemptResult = ({ intent, declined }: Attempt): Result =>
  declined ? cardError(declined.decline, declined.chargeId, intent) : shown(intent)

export function confirmPaymentIntent(scope: StripeScope, id: string, form: FormHash): Result {
  const parsed = readParameters<{ payment_method: string | null }>(
    form,
    { payment_method: textParser(255) },
    { ignored: paymentIntentIgnored },
  )
  if (!parsed.ok) return problemResult(parsed.problem)
  const found = find(scope, id, ['requires_payment_method', 'requires_confirmation', 'requires_action'])
  if (!found.ok) return found.result
  const method = parsed.value.payment_method ?? methodOf(found.intent)
  if (method === null) return problemResult(missing('payment_method').problem)
  return fullness(scope, 'charges') ?? attemptResult(attemptPayment(scope, found.intent, method))
}

export function capturePaymentIntent(scope: StripeScope, id: string, form: FormHash): Result {
  const parsed = readParameters<{ amount_to_capture: number }>(form, { amount_to_capture: parseAmount })
  if (!parsed.ok) return problemResult(parsed.problem)
  const found = find(scope, id, ['requires_capture'])
  if (!found.ok) return found.result
  const { intent } = found
  const amount = parsed.value.amount_to_capture ?? intent.amount_capturable
  if (amount > intent.amount_capturable) {
    const message = `The requested capture amount is greater than the authorized amount: ${intent.amount_capturable}.`
    return problemResult({ param: 'amount_to_capture', message, code: 'amount_too_large' })
  }
  const charge = tableOf(scope, 'charges').get(referred(intent.latest_charge))
  if (charge) {
    const captured = { ...charge, captured: true, amount_captured: amount }
    save(scope, 'charges', charge, captured, 'charge.captured')
  }
  const done = { ...intent, status: 'succeeded' as const, amount_capturable: 0, amount_received: amount }
  return shown(save(scope, 'payment_intents', intent, done, 'payment_intent.succeeded'))
}

const cancellationReasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']

export function cancelPaymentIntent(scope: StripeScope, id: string, form: FormHash): Result {
  const parsed = readParameters<{ cancellation_reason: string | null }>(form, {
    cancellation_reason: textParser(50),
  })
  if (!parsed.ok) return problemResult(parsed.problem)
  const reason = parsed.value.cancellation_reason ?? null
  if (reason !== null && !cancellationReasons.includes(reason)) {
    const message = `Invalid cancellation_reason: must be one of ${cancellationReasons.join(', ')}`
    return problemResult({ param: 'cancellation_reason', message })
  }
  const open = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture']
  const found = find(scope, id, open)
  if (!found.ok) return found.result
  const cancelled: StripePaymentIntent = {
    ...found.intent,
    status: 'canceled',
    canceled_at: secondsNow(scope),
    cancellation_reason: reason,
    amount_capturable: 0,
    next_action: null,
  }
  return shown(save(scope, 'payment_intents', found.intent, cancelled, 'payment_intent.canceled'))
}

const methodOf = ({ payment_method: method }: StripePaymentIntent): string | null =>
  typeof method === 'string' ? method : null

type Found = { ok: true; intent: StripePaymentIntent } | { ok: false; result: Result }

function find(scope: StripeScope, id: string, statuses: readonly string[]): Found {
  const intent = tableOf(scope, 'payment_intents').get(id)
  if (!intent) return { ok: false, result: refused(resourceMissing('payment_intent', id)) }
  if (statuses.includes(intent.status)) return { ok: true, intent }
  return { ok: false, result: refused(unexpectedState('payment_intent', intent.status)) }
}
