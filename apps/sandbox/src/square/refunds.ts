import { freshId } from '../identifiers.ts'
import { jsonAnswer, type Result } from '../provider.ts'
import { fields, text } from '../shape.ts'
import { invalid, invalidProblem, missing, notFound, squareError } from './errors.ts'
import { listAnswer } from './lists.ts'
import { type Done, refused, type Scope, settle, timeOf } from './objects.ts'
import { moneyReader } from './orders.ts'
import { askedIn, changePayment, isAskedFor, movement, noPayment, paymentsOf } from './payments.ts'
import { type SquareMoney, type SquareObject, squareObjects } from './state.ts'

export type SquareRefund = SquareObject & {
  status: 'PENDING' | 'COMPLETED' | 'REJECTED' | 'FAILED'
  amount_money: SquareMoney
  payment_id: string
  location_id: string
  order_id?: string
  reason?: string
}

const readRefund = fields<{ payment_id: string; amount_money: SquareMoney; reason: string }>({
  payment_id: text(192),
  amount_money: moneyReader,
  reason: text(192),
})

export const refundsOf = ({ ctx, account }: Scope) =>
  squareObjects<SquareRefund>(ctx.store, account, 'refunds')

/** Money back from a completed payment, at once; no more than is left of it. */
export function createRefund(scope: Scope, body: unknown): Done {
  const read = readRefund(body, '')
  if (!read.ok) return refused(invalidProblem(read.problem))
  const { payment_id: paymentId, amount_money: amount, reason } = read.value
  if (paymentId === undefined) return refused(missing('payment_id'))
  if (amount === undefined) return refused(missing('amount_money'))
  const payment = paymentsOf(scope).get(paymentId)
  if (!payment) return refused(noPayment())
  if (payment.status !== 'COMPLETED')
    return refused(invalid('BAD_REQUEST', `The payment is ${payment.status}.`, 'payment_id'))
  const given = payment.refunded_money?.amount ?? 0
  if (amount.amount < 1 || given + amount.amount > payment.total_money.amount)
    return refused(
      squareError(400, {
        category: 'REFUND_ERROR',
        code: 'REFUND_AMOUNT_INVALID',
        detail: 'More than is left of the payment.',
        field: 'amount_money',
      }),
    )
  const at = timeOf(scope)
  const refund: SquareRefund = {
    id: `${paymentId}_${freshId('', 29)}`,
    version: 1,
    created_at: at,
    updated_at: at,
    status: 'COMPLETED',
    amount_money: amount,
    payment_id: paymentId,
    location_id: payment.location_id,
    ...(payment.order_id === undefined ? {} : { order_id: payment.order_id }),
    ...(reason === undefined ? {} : { reason }),
  }
  refundsOf(scope).put(refund.id, refund)
  const eventId = settle(
    scope,
    {
      entity: 'refund',
      id: refund.id,
      operation: 'create',
      objectVersion: 1,
      money: movement('refund', null, refund),
    },
    {
      type: 'refund.created',
      data: { type: 'refund', id: refund.id, object: { refund } },
      name: reason ?? null,
    },
  )
  changePayment(scope, payment, {
    refunded_money: { amount: given + amount.amount, currency: amount.currency },
  })
  return { ok: true, object: refund, id: refund.id, eventIds: [eventId] }
}

export function getRefund(scope: Scope, id: string): Result {
  const refund = refundsOf(scope).get(id)
  return refund
    ? { executed: true, answer: jsonAnswer(200, { refund }) }
    : { executed: false, answer: notFound('There is no refund with this ID.') }
}

export function listRefunds(scope: Scope, query: URLSearchParams): Result {
  const location = query.get('location_id')
  return listAnswer(
    refundsOf(scope),
    'refunds',
    askedIn(query),
    (refund) => (location === null || refund.location_id === location) && isAskedFor(scope, refund, query),
    (refund) => refund,
  )
}
