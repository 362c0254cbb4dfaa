import { freshId } from '../identifiers.ts'
import { jsonAnswer, type Result } from '../provider.ts'
import { fields, isPlainObject, list, nullable, oneOf, type Reader, text, textMap, whole } from '../shape.ts'
import { conflict, full, invalid, invalidProblem, missing, notFound } from './errors.ts'
import { inRange, listAnswer } from './lists.ts'
import { locationOf } from './locations.ts'
import { type Done, refused, type Scope, settle, timeOf } from './objects.ts'
import { type SquareMoney, type SquareObject, squareObjects } from './state.ts'

type Line = {
  uid: string
  name?: string
  quantity: string
  catalog_object_id?: string
  base_price_money: SquareMoney
  gross_sales_money: SquareMoney
  total_tax_money: SquareMoney
  total_discount_money: SquareMoney
  total_money: SquareMoney
}
type Charge = { name: string; amount_money: SquareMoney }

export type SquareOrder = SquareObject & {
  location_id: string
  state: 'DRAFT' | 'OPEN' | 'COMPLETED' | 'CANCELED'
  customer_id?: string
  reference_id?: string
  metadata?: Record<string, string>
  line_items: Line[]
  service_charges: Charge[]
  total_money: SquareMoney
  total_tax_money: SquareMoney
  total_discount_money: SquareMoney
  total_tip_money: SquareMoney
  total_service_charge_money: SquareMoney
  closed_at?: string
}

export const moneyReader: Reader<SquareMoney> = (value, path) => {
  const read = fields<SquareMoney>({
    amount: whole(0, Number.MAX_SAFE_INTEGER),
    currency: text(3, 3),
  })(value, path)
  if (!read.ok) return read
  return { ok: true, value: { amount: read.value.amount ?? 0, currency: read.value.currency ?? 'USD' } }
}

type GivenLine = Partial<Pick<Line, 'uid' | 'name' | 'quantity' | 'catalog_object_id' | 'base_price_money'>>
type GivenCharge = Partial<Charge> & { uid?: string; calculation_phase?: string }
type Given = {
  location_id?: string
  reference_id?: string | null
  customer_id?: string | null
  state?: SquareOrder['state']
  version?: number
  metadata?: Record<string, string>
  line_items?: GivenLine[]
  service_charges?: GivenCharge[]
}

const lineReader = fields<Required<GivenLine>>({
  uid: text(60),
  name: text(512),
  quantity: text(12),
  catalog_object_id: text(192),
  base_price_money: moneyReader,
})
const chargeReader = fields<Required<GivenCharge>>({
  uid: text(60),
  name: text(512),
  amount_money: moneyReader,
  calculation_phase: text(60),
})

const readOrder = fields<Required<Given>>({
  location_id: text(60),
  reference_id: nullable(text(40)),
  customer_id: nullable(text(191)),
  state: oneOf(['DRAFT', 'OPEN', 'COMPLETED', 'CANCELED']),
  version: whole(0, Number.MAX_SAFE_INTEGER),
  metadata: textMap({ keys: 10, keyLength: 60, valueLength: 255 }),
  line_items: list(lineReader, 500),
  service_charges: list(chargeReader, 50),
})

export const ordersOf = ({ ctx, account }: Scope) => squareObjects<SquareOrder>(ctx.store, account, 'orders')

const orderIn = (body: unknown): unknown => (isPlainObject(body) ? (body.order ?? {}) : body)

export function createOrder(scope: Scope, body: unknown): Done {
  const read = readOrder(orderIn(body), 'order')
  if (!read.ok) return refused(invalidProblem(read.problem))
  const { location_id: locationId } = read.value
  if (locationId === undefined) return refused(missing('order.location_id'))
  const location = locationOf(scope.ctx, scope.account, locationId)
  if (!location) return refused(invalid('INVALID_VALUE', 'There is no such location.', 'order.location_id'))
  if (ordersOf(scope).size >= scope.ctx.limits.moneyObjects)
    return refused(full(scope.ctx.limits.moneyObjects, 'orders'))
  const { state = 'OPEN' } = read.value
  if (state !== 'OPEN' && state !== 'DRAFT')
    return refused(invalid('BAD_REQUEST', 'A new order is open or a draft.', 'order.state'))
  const at = timeOf(scope)
  const order = priced(read.value, location.currency, {
    id: freshId('', 29),
    location_id: locationId,
    state,
    version: 1,
    created_at: at,
    updated_at: at,
  })
  return 'errorField' in order ? refused(missing(order.errorField)) : save(scope, 'create', order)
}

/** Members left out keep their value, lists are replaced whole. The version has to be the order's own. */
export function updateOrder(scope: Scope, id: string, body: unknown): Done {
  const before = ordersOf(scope).get(id)
  if (!before) return refused(noOrder())
  const read = readOrder(orderIn(body), 'order')
  if (!read.ok) return refused(invalidProblem(read.problem))
  const { version, state = before.state } = read.value
  if (version === undefined) return refused(missing('order.version'))
  if (version !== before.version) return refused(conflict('The order was changed meanwhile.'))
  if (before.state === 'COMPLETED' || before.state === 'CANCELED')
    return refused(invalid('BAD_REQUEST', 'The order is closed.', 'order.state'))
  if (state === 'COMPLETED')
    return refused(invalid('BAD_REQUEST', 'An order is completed by its payment.', 'order.state'))
  const at = timeOf(scope)
  const after = priced({ ...before, ...read.value }, before.total_money.currency, {
    ...before,
    state,
    version: before.version + 1,
    updated_at: at,
    ...(state === 'CANCELED' ? { closed_at: at } : {}),
  })
  return 'errorField' in after ? refused(missing(after.errorField)) : save(scope, 'update', after)
}

/** A payment of all of it closes an order. */
export function completeOrder(scope: Scope, id: string): void {
  const order = ordersOf(scope).get(id)
  if (order?.state !== 'OPEN') return
  const at = timeOf(scope)
  save(scope, 'update', {
    ...order,
    state: 'COMPLETED',
    version: order.version + 1,
    updated_at: at,
    closed_at: at,
  })
}

type Head = Omit<SquareObject, never> & Pick<SquareOrder, 'location_id' | 'state'> & { closed_at?: string }

/** The order with its sums, or the name of what is missing for them. */
function priced(given: Given, currency: string, head: Head): SquareOrder | { errorField: string } {
  const money = (amount: number): SquareMoney => ({ amount, currency })
  const lines: Line[] = []
  for (const [index, line] of (given.line_items ?? []).entries()) {
    const { quantity, base_price_money: price } = line
    if (quantity === undefined) return { errorField: `order.line_items[${index}].quantity` }
    if (price === undefined) return { errorField: `order.line_items[${index}].base_price_money` }
    const gross = Math.round(price.amount * Number(quantity))
    lines.push({
      uid: line.uid ?? freshId('', 22),
      ...(line.name === undefined ? {} : { name: line.name }),
      ...(line.catalog_object_id === undefined ? {} : { catalog_object_id: line.catalog_object_id }),
      quantity,
      base_price_money: price,
      gross_sales_money: money(gross),
      total_tax_money: money(0),
      total_discount_money: money(0),
      total_money: money(gross),
    })
  }
  const charges = (given.service_charges ?? []).map(({ name = 'Charge', amount_money = money(0) }) => ({
    name,
    amount_money,
  }))
  const charged = charges.reduce((sum, { amount_money: { amount } }) => sum + amount, 0)
  const total = lines.reduce((sum, { total_money: { amount } }) => sum + amount, charged)
  return {
    ...head,
    ...(given.customer_id ? { customer_id: given.customer_id } : {}),
    ...(given.reference_id ? { reference_id: given.reference_id } : {}),
    ...(given.metadata ? { metadata: given.metadata } : {}),
    line_items: lines,
    service_charges: charges,
    total_money: money(total),
    total_tax_money: money(0),
    total_discount_money: money(0),
    total_tip_money: money(0),
    total_service_charge_money: money(charged),
  }
}

const noOrder = () => notFound('There is no order with this ID.')

function save(scope: Scope, operation: 'create' | 'update', order: SquareOrder): Done {
  const { id, version, state, location_id } = order
  ordersOf(scope).put(id, order)
  const word = operation === 'create' ? 'order_created' : 'order_updated'
  const pointer = { order_id: id, version, state, location_id, created_at: order.created_at }
  const eventId = settle(
    scope,
    {
      entity: 'order',
      id,
      operation,
      externalRef: order.metadata?.syncline_ref ?? null,
      objectVersion: version,
    },
    {
      type: operation === 'create' ? 'order.created' : 'order.updated',
      data: {
        type: word,
        id,
        object: {
          [word]: operation === 'create' ? pointer : { ...pointer, updated_at: order.updated_at },
        },
      },
      name: order.line_items[0]?.name ?? null,
    },
  )
  return { ok: true, object: order, id, eventIds: [eventId] }
}

export function getOrder(scope: Scope, id: string): Result {
  const order = ordersOf(scope).get(id)
  return order
    ? { executed: true, answer: jsonAnswer(200, { order }) }
    : { executed: false, answer: noOrder() }
}

/** Up to ten locations; a range of times only with the sort field of the same name. */
export function searchOrders(scope: Scope, body: Record<string, unknown>): Result {
  const no = (code: string, detail: string, field: string): Result => ({
    executed: false,
    answer: invalid(code, detail, field),
  })
  const { location_ids: locations, limit, cursor, query } = body
  if (!Array.isArray(locations) || locations.length === 0)
    return { executed: false, answer: missing('location_ids') }
  if (locations.length > 10) return no('ARRAY_LENGTH_TOO_LONG', 'At most 10 locations.', 'location_ids')
  const { filter, sort } = (query ?? {}) as {
    filter?: Record<string, unknown>
    sort?: Record<string, unknown>
  }
  const [time] = Object.entries((filter?.date_time_filter ?? {}) as Record<string, unknown>)
  if (time && sort?.sort_field !== time[0].toUpperCase())
    return no('BAD_REQUEST', `Sort by ${time[0].toUpperCase()} too.`, 'query.sort.sort_field')
  const { states } = (filter?.state_filter ?? {}) as { states?: string[] }
  const timeIn = (order: SquareOrder) =>
    ({ created_at: order.created_at, updated_at: order.updated_at, closed_at: order.closed_at })[
      (time?.[0] ?? 'created_at') as 'created_at'
    ]
  return listAnswer(
    ordersOf(scope),
    'orders',
    { question: { locations, query }, limit, maxLimit: 1_000, defaultLimit: 500, cursor },
    (order) =>
      locations.includes(order.location_id) &&
      (states === undefined || states.includes(order.state)) &&
      (!time || (timeIn(order) !== undefined && inRange(timeIn(order), time[1]))),
    (order) => order,
  )
}
