import type { TriggerRequest } from '../provider.ts'
import { bad, good, type Read } from '../shape.ts'
import { challengedCard, declinedCard, goodCard } from './cards.ts'
import type { StripeCharge } from './charge.ts'
import { fullness, save, tableOf } from './objects.ts'
import type { StripePaymentIntent } from './payment-intent.ts'
import {
  addPaymentIntent,
  attemptPayment,
  cancelPaymentIntent,
  capturePaymentIntent,
  type NewPayment,
} from './payment-intents.ts'
import type { StripeRefund } from './refund.ts'
import { addRefund, failRefund } from './refunds.ts'
import { buyerOf, pickRecent, type Scene } from './scene.ts'
import { referred, type StripeScope } from './scope.ts'

const menu = ['Flat white', 'Two loaves', 'Cake for eight', 'House blend, 1 kg', 'Lunch for three'] as const
/** Mostly dollars; one currency without minor units is among them. */
const currencies = ['usd', 'usd', 'usd', 'usd', 'eur', 'gbp', 'ngn', 'jpy'] as const

function sale(
  scope: StripeScope,
  request: TriggerRequest,
  wishes: Partial<NewPayment> = {},
): Read<StripePaymentIntent> {
  if (fullness(scope, 'payment_intents', 'charges')) return bad('account', 'is full')
  if (request.id?.startsWith('pi_')) {
    const known = tableOf(scope, 'payment_intents').get(request.id)
    return known && known.status.startsWith('requires_') && known.status !== 'requires_capture'
      ? good(known)
      : bad('id', 'names no payment intent that still waits for a card')
  }
  const buyer = buyerOf(scope, request)
  if (!buyer.ok) return buyer
  const { random } = scope.ctx
  return good(
    addPaymentIntent(scope, {
      amount: request.amount ?? random.whole(250, 25_000),
      currency: request.currency ?? random.pick(currencies),
      customer: buyer.value,
      description: random.pick(menu),
      ...wishes,
    }),
  )
}

function saleBy(card: string, wishes: Partial<NewPayment> = {}) {
  return (scope: StripeScope, request: TriggerRequest): Read<StripePaymentIntent> => {
    const intent = sale(scope, request, wishes)
    return intent.ok ? good(attemptPayment(scope, intent.value, card).intent) : intent
  }
}

const paid = saleBy(goodCard)
const held = saleBy(goodCard, { capture_method: 'manual' })

/** The charge that is named, by its own id or its payment intent's, or a recent one with something left to give back. */
function refundable(scope: StripeScope, request: TriggerRequest): Read<StripeCharge> {
  const charges = tableOf(scope, 'charges')
  const fits = (charge: StripeCharge) => charge.captured && charge.amount_refunded < charge.amount_captured
  if (request.id !== null && !request.id.startsWith('cus_')) {
    const intent = tableOf(scope, 'payment_intents').get(request.id)
    const charge = charges.get(intent ? referred(intent.latest_charge) : request.id)
    return charge && fits(charge) ? good(charge) : bad('id', 'names no payment with anything left to refund')
  }
  const recent = pickRecent(scope, charges, fits)
  if (recent && request.id === null) return good(recent)
  const sold = paid(scope, request)
  if (!sold.ok) return sold
  const latest = tableOf(scope, 'payment_intents').get(sold.value.id)?.latest_charge
  const charge = charges.get(referred(latest))
  return charge && fits(charge) ? good(charge) : bad('name', 'belongs to a customer whose cards are declined')
}

function refund(scope: StripeScope, request: TriggerRequest): Read<StripeRefund> {
  if (fullness(scope, 'refunds')) return bad('account', 'is full')
  const charge = refundable(scope, { ...request, amount: null })
  if (!charge.ok) return charge
  const { random } = scope.ctx
  const left = charge.value.amount_captured - charge.value.amount_refunded
  const amount = request.amount ?? (random.chance(50) ? left : random.whole(1, left))
  if (amount > left) return bad('amount', `is more than the ${left} left to refund`)
  return good(addRefund(scope, charge.value, { amount, reason: 'requested_by_customer' }))
}

/** The refund that is named, else a recent one that stands, else a new one. */
function standing(scope: StripeScope, request: TriggerRequest): Read<StripeRefund> {
  const refunds = tableOf(scope, 'refunds')
  const stands = ({ status }: StripeRefund) => status === 'succeeded'
  if (request.id?.startsWith('re_')) {
    const known = refunds.get(request.id)
    return known && stands(known) ? good(known) : bad('id', 'names no refund that stands')
  }
  const recent = request.id === null ? pickRecent(scope, refunds, stands) : null
  return recent ? good(recent) : refund(scope, request)
}

/** The same scene, about the charge behind its payment intent or refund. */
function charged(
  scene: (scope: StripeScope, request: TriggerRequest) => Read<StripePaymentIntent | StripeRefund>,
): Scene {
  return (scope, request) => {
    const played = scene(scope, request)
    if (!played.ok) return played
    const known = played.value
    return good({ id: referred(known.object === 'refund' ? known.charge : known.latest_charge) })
  }
}

export const paymentScenes: Record<string, Scene> = {
  'payment_intent.created': (scope, request) => sale(scope, request),
  'payment_intent.requires_action': saleBy(challengedCard),
  'payment_intent.amount_capturable_updated': held,
  'payment_intent.succeeded': paid,
  'payment_intent.payment_failed': saleBy(declinedCard),
  'payment_intent.canceled': (scope, request) => {
    const intent = sale(scope, request)
    if (intent.ok) cancelPaymentIntent(scope, intent.value.id, {})
    return intent
  },
  'charge.succeeded': charged(paid),
  'charge.failed': charged(saleBy(declinedCard)),
  'charge.captured': charged((scope, request) => {
    const intent = held(scope, request)
    if (intent.ok) capturePaymentIntent(scope, intent.value.id, {})
    return intent
  }),
  'charge.refunded': charged(refund),
  'refund.created': refund,
  'refund.updated': (scope, request) => {
    const known = standing(scope, request)
    if (!known.ok) return known
    const metadata = { ...known.value.metadata, checked: String(scope.ctx.random.whole(1, 1_000_000)) }
    return good(save(scope, 'refunds', known.value, { ...known.value, metadata }, 'refund.updated'))
  },
  'refund.failed': (scope, request) => {
    const known = standing(scope, request)
    return known.ok ? good(failRefund(scope, known.value)) : known
  },
}
