import { sentinelsOf } from '../faults/sentinels.ts'
import { jsonAnswer, type Result } from '../provider.ts'
import type { StripePaymentIntent } from './payment-intent.ts'

/** https://docs.stripe.com/testing: what the issuer of a test card says. Every other card is good. */
export type Decline = { code: 'card_declined' | 'expired_card'; declineCode: string; message: string }
export type Verdict = { kind: 'approved' } | { kind: 'challenged' } | { kind: 'declined'; decline: Decline }

export const goodCard = 'pm_card_visa'
export const declinedCard = 'pm_card_chargeDeclined'
export const challengedCard = 'pm_card_authenticationRequired'
export const unrefundableCard = 'pm_card_refundFail'
export const disputedCard = 'pm_card_createDispute'

const declines: Record<string, Decline> = {
  [declinedCard]: {
    code: 'card_declined',
    declineCode: 'generic_decline',
    message: 'Your card was declined.',
  },
  pm_card_chargeDeclinedInsufficientFunds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  pm_card_chargeDeclinedExpiredCard: {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
  },
}

/** A customer whose name ends in `-declined` has no good card at all. */
export function verdictOn(paymentMethod: string, customerName: string | null): Verdict {
  const method = sentinelsOf(customerName).includes('declined') ? declinedCard : paymentMethod
  const decline = Object.hasOwn(declines, method) ? declines[method] : undefined
  if (decline) return { kind: 'declined', decline }
  return method === challengedCard ? { kind: 'challenged' } : { kind: 'approved' }
}

/** 402 `card_error`: executed all the same, the attempt and its charge are there. */
export function cardError(decline: Decline, chargeId: string, intent: StripePaymentIntent): Result {
  const error = {
    type: 'card_error',
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    doc_url: `https://docs.stripe.com/error-codes#${decline.code.replaceAll('_', '-')}`,
    charge: chargeId,
    payment_intent: intent,
  }
  return { executed: true, answer: jsonAnswer(402, { error }) }
}
