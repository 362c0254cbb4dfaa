import { freshId } from '../identifiers.ts'
import type { Result } from '../provider.ts'
import { unrefundableCard } from './cards.ts'
import type { StripeCharge } from './charge.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import type { FormHash } from './form.ts'
import { fullness, save, shown, tableOf } from './objects.ts'
import { parseMetadata, readParameters } from './parameters.ts'
import { newRefund, type RefundWishes, refundParsers, type StripeRefund } from './refund.ts'
import { problemResult, referred, refused, type StripeScope, secondsNow } from './scope.ts'

/** Gives back part or all of a charge. The caller has seen to it that there is so much left. */
export function addRefund(
  scope: StripeScope,
  charge: StripeCharge,
  wishes: Partial<RefundWishes> & { amount: number },
): StripeRefund {
  const refund = newRefund(freshId('re_3', 23), secondsNow(scope), charge, wishes)
  const given = refundedUpTo(charge, charge.amount_refunded + refund.amount)
  save(scope, 'charges', charge, given, 'charge.refunded')
  save(scope, 'refunds', null, refund, 'refund.created')
  if (charge.payment_method === unrefundableCard) failRefund(scope, refund)
  return refund
}

/** Some time after it succeeded a bank may send a refund back: the money is with the account again. */
export function failRefund(scope: StripeScope, refund: StripeRefund): StripeRefund {
  const failed: StripeRefund = { ...refund, status: 'failed', failure_reason: 'lost_or_stolen_card' }
  const charge = tableOf(scope, 'charges').get(referred(refund.charge))
  if (charge)
    save(
      scope,
      'charges',
      charge,
      refundedUpTo(charge, charge.amount_refunded - refund.amount),
      'charge.updated',
    )
  return save(scope, 'refunds', refund, failed, 'refund.updated', 'refund.failed')
}

function refundedUpTo(charge: StripeCharge, amount: number): StripeCharge {
  return { ...charge, amount_refunded: amount, refunded: amount >= charge.amount_captured }
}

export function createRefund(scope: StripeScope, form: FormHash): Result {
  const parsed = readParameters<RefundWishes>(form, refundParsers)
  if (!parsed.ok) return problemResult(parsed.problem)
  const { charge: chargeId, payment_intent: intentId, ...wishes } = parsed.value
  if (!chargeId && !intentId)
    return problemResult({ param: 'charge', message: 'One of charge and payment_intent is required.' })
  const intent = intentId ? tableOf(scope, 'payment_intents').get(intentId) : undefined
  if (intentId && !intent) return refused(resourceMissing('payment_intent', intentId, 'payment_intent', 400))
  const wanted = chargeId ?? (typeof intent?.latest_charge === 'string' ? intent.latest_charge : '')
  const charge = tableOf(scope, 'charges').get(wanted)
  if (!charge) return refused(resourceMissing('charge', wanted, 'charge', 400))
  const left = charge.amount_captured - charge.amount_refunded
  if (!charge.captured) return refused(invalidRequest(`Charge ${charge.id} has not been captured.`, 'charge'))
  if (charge.disputed) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`
    return problemResult({ param: 'charge', message, code: 'charge_disputed' })
  }
  if (left === 0) {
    const message = `Charge ${charge.id} has already been refunded.`
    return problemResult({ param: 'charge', message, code: 'charge_already_refunded' })
  }
  const amount = wishes.amount ?? left
  if (amount > left) {
    const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`
    return problemResult({ param: 'amount', message })
  }
  return fullness(scope, 'refunds') ?? shown(addRefund(scope, charge, { ...wishes, amount }))
}

export function updateRefund(scope: StripeScope, id: string, form: FormHash): Result {
  const refund = tableOf(scope, 'refunds').get(id)
  if (!refund) return refused(resourceMissing('refund', id))
  const parsed = readParameters<{ metadata: Record<string, string> }>(
    form,
    { metadata: parseMetadata },
    { current: refund },
  )
  if (!parsed.ok) return problemResult(parsed.problem)
  return shown(save(scope, 'refunds', refund, { ...refund, ...parsed.value }, 'refund.updated'))
}
