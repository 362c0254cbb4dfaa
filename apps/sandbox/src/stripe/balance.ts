import type Stripe from 'stripe'
import { jsonAnswer, type Result } from '../provider.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import { decodeForm } from './form.ts'
import { createdFilter } from './lists.ts'
import { refused, type StripeScope, stateOf } from './scope.ts'

type Movement = Omit<Stripe.BalanceTransaction, 'lastResponse'>

const maxPage = 100
const settlesInSeconds = 2 * 86_400

/** What every charge that was captured brought and every refund took, newest first. Nobody takes a fee here. */
function movementsOf(scope: StripeScope): Movement[] {
  const { charges, refunds } = stateOf(scope)
  const came = [...charges.oldestFirst()]
    .filter(({ status, captured }) => status === 'succeeded' && captured)
    .map((charge) => movement(charge, charge.amount_captured, 'charge'))
  const went = [...refunds.oldestFirst()]
    .filter(({ status }) => status === 'succeeded')
    .map((refund) => movement(refund, -refund.amount, 'refund'))
  return [...came, ...went].sort((one, other) => other.created - one.created || (one.id < other.id ? 1 : -1))
}

const movement = (
  { id, created, currency }: { id: string; created: number; currency: string },
  amount: number,
  type: 'charge' | 'refund',
): Movement => ({
  id: `txn_${id}`,
  object: 'balance_transaction',
  amount,
  available_on: created + settlesInSeconds,
  balance_type: 'payments',
  created,
  currency,
  description: null,
  exchange_rate: null,
  fee: 0,
  fee_details: [],
  net: amount,
  reporting_category: type,
  source: id,
  status: 'pending',
  type,
})

/** What has settled by now, and what has not, by currency. */
export function readBalance(scope: StripeScope): Result {
  const nowSeconds = Math.floor(scope.ctx.now() / 1_000)
  const sumsOf = (movements: readonly Movement[]) => {
    const sums = new Map<string, number>()
    for (const { currency, amount } of movements) sums.set(currency, (sums.get(currency) ?? 0) + amount)
    const all = [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }))
    return all.length > 0 ? all : [{ amount: 0, currency: 'usd', source_types: { card: 0 } }]
  }
  const movements = movementsOf(scope)
  const isSettled = ({ available_on: at }: Movement) => at <= nowSeconds
  const body = {
    object: 'balance',
    available: sumsOf(movements.filter(isSettled)),
    livemode: false,
    pending: sumsOf(movements.filter((each) => !isSettled(each))),
  }
  return { executed: true, answer: jsonAnswer(200, body) }
}

/** `limit` (10, at most 100), `starting_after`, `type` and `created`, newest first. */
export function listBalanceTransactions(scope: StripeScope, query: URLSearchParams): Result {
  const limit = Number(query.get('limit') ?? 10)
  if (!Number.isInteger(limit) || limit < 1 || limit > maxPage)
    return refused(invalidRequest('Invalid integer: limit', 'limit', 'parameter_invalid_integer'))
  const form = decodeForm(query.toString())
  const isWithin = form.ok ? createdFilter(form.value.created) : null
  if (!isWithin) return refused(invalidRequest('Invalid created', 'created'))
  const type = query.get('type')
  const all = movementsOf(scope).filter(
    (each) => isWithin(each.created) && (type === null || each.type === type),
  )
  const after = query.get('starting_after')
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  if (after !== null && from === 0)
    return refused(resourceMissing('balance_transaction', after, 'starting_after', 400))
  const nowSeconds = Math.floor(scope.ctx.now() / 1_000)
  const data = all
    .slice(from, from + limit)
    .map((each) => ({ ...each, status: each.available_on <= nowSeconds ? 'available' : 'pending' }))
  const body = { object: 'list', url: '/v1/balance_transactions', has_more: from + limit < all.length, data }
  return { executed: true, answer: jsonAnswer(200, body) }
}
