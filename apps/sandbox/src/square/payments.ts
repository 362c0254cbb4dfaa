import { freshId } from '../identifiers.ts'
import type { EffectMoney } from '../ledger.ts'
import { jsonAnswer, type Result } from '../provider.ts'
import { fields, flag, text } from '../shape.ts'
import { declined, full, invalid, invalidProblem, missing, notFound } from './errors.ts'
import { inRange, listAnswer } from './lists.ts'
import { type Done, refused, type Scope, settle, timeOf } from './objects.ts'
import { completeOrder, moneyReader, ordersOf } from './orders.ts'
import { type SquareMoney, type SquareObject, squareObjects } from './state.ts'

export type SquarePayment = SquareObject & {
  status: 'APPROVED' | 'COMPLETED' | 'CANCELED' | 'FAILED'
  amount_money: SquareMoney
  total_money: SquareMoney
  approved_money: SquareMoney
  refunded_money?: SquareMoney
  source_type: 'CARD'
  location_id: string
  order_id?: string
  customer_id?: string
  reference_id?: string
  note?: string
  card_details: object
}

type Given = {
  source_id: string
  amount_money: SquareMoney
  autocomplete: boolean
  order_id: string
  customer_id: string
  location_id: string
  reference_id: string
  note: string
}

const readPayment = fields<Given>({
  source_id: text(255),
  amount_money: moneyReader,
  autocomplete: flag,
  order_id: text(192),
  customer_id: text(191),
  location_id: text(50),
  reference_id: text(40),
  note: text(500),
})

/** Test cards of Square's sandbox, and how they are declined. */
const declines: Readonly<Record<string, string>> = {
  'cnon:card-nonce-declined': 'GENERIC_DECLINE',
  'cnon:card-nonce-rejected-cvv': 'CVV_FAILURE',
  'cnon:card-nonce-rejected-expiration': 'INVALID_EXPIRATION',
}

export const paymentsOf = ({ ctx, account }: Scope) =>
  squareObjects<SquarePayment>(ctx.store, account, 'payments')

export function createPayment(scope: Scope, body: unknown): Done {
  const read = readPayment(body, '')
  if (!read.ok) return refused(invalidProblem(read.problem))
  const {
    source_id: sourceId,
    amount_money: amount,
    autocomplete = true,
    order_id: orderId,
    ...rest
  } = read.value
  if (sourceId === undefined) return refused(missing('source_id'))
  if (amount === undefined) return refused(missing('amount_money'))
  const decline = declines[sourceId]
  if (decline !== undefined) return refused(declined(decline))
  const order = orderId === undefined ? undefined : ordersOf(scope).get(orderId)
  if (orderId !== undefined && !order) return refused(notFound('There is no such order.'))
  if (order && order.total_money.amount !== amount.amount)
    return refused(invalid('PAYMENT_AMOUNT_MISMATCH', 'The order asks for another amount.', 'amount_money'))
  if (paymentsOf(scope).size >= scope.ctx.limits.moneyObjects)
    return refused(full(scope.ctx.limits.moneyObjects, 'payments'))
  const at = timeOf(scope)
  const done = save(scope, null, {
    id: freshId('', 29),
    version: 1,
    created_at: at,
    updated_at: at,
    status: autocomplete ? 'COMPLETED' : 'APPROVED',
    amount_money: amount,
    total_money: amount,
    approved_money: amount,
    source_type: 'CARD',
    location_id: order?.location_id ?? rest.location_id ?? firstLocation(scope),
    ...(orderId === undefined ? {} : { order_id: orderId }),
    ...(rest.customer_id === undefined ? {} : { customer_id: rest.customer_id }),
    ...(rest.reference_id === undefined ? {} : { reference_id: rest.reference_id }),
    ...(rest.note === undefined ? {} : { note: rest.note }),
    card_details: {
      status: autocomplete ? 'CAPTURED' : 'AUTHORIZED',
      card: { card_brand: 'VISA', last_4: '1111', exp_month: 11, exp_year: 2030 },
      entry_method: 'KEYED',
    },
  })
  if (done.ok && autocomplete && orderId !== undefined) completeOrder(scope, orderId)
  return done
}

export function firstLocation({ ctx, account }: Scope): string {
  const [id = ''] = squareObjects(ctx.store, account, 'locations').keysOldestFirst()
  return id
}

/** Only what is approved can still be completed or canceled. */
export function endPayment(scope: Scope, id: string, status: 'COMPLETED' | 'CANCELED'): Done {
  const before = paymentsOf(scope).get(id)
  if (!before) return refused(noPayment())
  if (before.status !== 'APPROVED')
    return refused(invalid('BAD_REQUEST', `The payment is ${before.status}.`, 'payment_id'))
  const done = changePayment(scope, before, { status })
  if (status === 'COMPLETED' && before.order_id !== undefined) completeOrder(scope, before.order_id)
  return done
}

export function changePayment(scope: Scope, before: SquarePayment, changes: Partial<SquarePayment>): Done {
  return save(scope, before, {
    ...before,
    ...changes,
    version: before.version + 1,
    updated_at: timeOf(scope),
  })
}

function save(scope: Scope, before: SquarePayment | null, payment: SquarePayment): Done {
  const { id, version } = payment
  paymentsOf(scope).put(id, payment)
  const eventId = settle(
    scope,
    {
      entity: 'payment',
      id,
      operation: before === null ? 'create' : 'update',
      externalRef: payment.reference_id ?? null,
      objectVersion: version,
      money: movement('payment', before, payment),
    },
    {
      type: before === null ? 'payment.created' : 'payment.updated',
      data: { type: 'payment', id, object: { payment } },
      name: payment.note ?? null,
    },
  )
  return { ok: true, object: payment, id, eventIds: [eventId] }
}

type Moving = { status: string; amount_money: SquareMoney }

export function movement(kind: EffectMoney['kind'], before: Moving | null, after: Moving): EffectMoney {
  const settled = (object: Moving | null) => (object?.status === 'COMPLETED' ? object.amount_money.amount : 0)
  const { amount, currency } = after.amount_money
  return { kind, amount, currency, moved: settled(after) - settled(before) }
}

export const noPayment = () => notFound('There is no payment with this ID.')

export function getPayment(scope: Scope, id: string): Result {
  const payment = paymentsOf(scope).get(id)
  return payment
    ? { executed: true, answer: jsonAnswer(200, { payment }) }
    : { executed: false, answer: noPayment() }
}

/** Of the main location unless another is named; no older than a year unless the question says since when. */
export function listPayments(scope: Scope, query: URLSearchParams): Result {
  const location = query.get('location_id') ?? firstLocation(scope)
  return listAnswer(
    paymentsOf(scope),
    'payments',
    askedIn(query),
    (payment) => {
      return payment.location_id === location && isAskedFor(scope, payment, query)
    },
    (payment) => payment,
  )
}

export function askedIn(query: URLSearchParams) {
  const { cursor: _cursor, ...question } = Object.fromEntries(query)
  return {
    question,
    limit: query.has('limit') ? Number(query.get('limit')) : undefined,
    maxLimit: 100,
    defaultLimit: 100,
    cursor: query.get('cursor'),
  }
}

const yearMs = 365 * 24 * 60 * 60 * 1000

export function isAskedFor({ ctx }: Scope, object: SquareObject, query: URLSearchParams): boolean {
  const time = (name: string) => query.get(name) ?? undefined
  const begin = time('begin_time') ?? new Date(ctx.now() - yearMs).toISOString()
  return (
    inRange(object.created_at, { start_at: begin, end_at: time('end_time') }) &&
    inRange(object.updated_at, {
      start_at: time('updated_at_begin_time'),
      end_at: time('updated_at_end_time'),
    })
  )
}
