import type { Origin, ProviderContext } from '../context.ts'
import { fingerprintOf } from '../fingerprint.ts'
import type { Answer, Call, Either, Operation, Result } from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import {
  createCustomer,
  customersOf,
  deleteCustomer,
  getCustomer,
  listCustomers,
  nameOf,
  type SquareCustomer,
  searchCustomers,
  updateCustomer,
} from './customers.ts'
import { invalid, missing, notFound } from './errors.ts'
import { changeInventory, retrieveCounts } from './inventory.ts'
import { getLocation, listLocations } from './locations.ts'
import { answerOf, type Scope } from './objects.ts'
import { createOrder, getOrder, ordersOf, searchOrders, updateOrder } from './orders.ts'
import { createPayment, endPayment, getPayment, listPayments } from './payments.ts'
import { createRefund, getRefund, listRefunds } from './refunds.ts'

type Body = Record<string, unknown>
type Asked = { scope: Scope; id: string; query: URLSearchParams; body: Body }
type Route = {
  method: string
  /** `:id` stands for an id. */
  path: string
  /** `needed`: Square refuses it without a key; `taken`: it has one if the body says so. */
  key?: 'needed' | 'taken'
  /** Of the object concerned, where sentinels are looked for. */
  name?: (asked: Asked) => string | null
  run(asked: Asked): Result
}

const customerName = ({ scope, id, body }: Asked) =>
  nameOf(body as Partial<SquareCustomer>) ?? nameOf(customersOf(scope).get(id) ?? {})

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

/** Sentinels of an order hang on the name of its first line. */
function firstLine({ scope, id, body }: Asked): string | null {
  const { line_items: lines } = (isPlainObject(body.order) ? body.order : {}) as { line_items?: unknown }
  const [first] = Array.isArray(lines) ? lines : (ordersOf(scope).get(id)?.line_items ?? [])
  return textOf((first as { name?: unknown } | undefined)?.name)
}

const routes: readonly Route[] = [
  { method: 'GET', path: 'locations', run: ({ scope }) => listLocations(scope.ctx, scope.account) },
  { method: 'GET', path: 'locations/:id', run: ({ scope, id }) => getLocation(scope.ctx, scope.account, id) },
  { method: 'GET', path: 'customers', run: ({ scope, query }) => listCustomers(scope, query) },
  { method: 'POST', path: 'customers/search', run: ({ scope, body }) => searchCustomers(scope, body) },
  { method: 'GET', path: 'customers/:id', run: ({ scope, id }) => getCustomer(scope, id) },
  {
    method: 'POST',
    path: 'customers',
    key: 'taken',
    name: customerName,
    run: ({ scope, body }) => answerOf(createCustomer(scope, body), 'customer'),
  },
  {
    method: 'PUT',
    path: 'customers/:id',
    name: customerName,
    run: ({ scope, id, body }) => answerOf(updateCustomer(scope, id, body), 'customer'),
  },
  {
    method: 'DELETE',
    path: 'customers/:id',
    name: customerName,
    run({ scope, id }) {
      const done = deleteCustomer(scope, id)
      return done.ok ? { executed: true, answer: emptyAnswer } : { executed: false, answer: done.answer }
    },
  },
  { method: 'POST', path: 'orders/search', run: ({ scope, body }) => searchOrders(scope, body) },
  { method: 'GET', path: 'orders/:id', run: ({ scope, id }) => getOrder(scope, id) },
  {
    method: 'POST',
    path: 'orders',
    key: 'taken',
    name: firstLine,
    run: ({ scope, body }) => answerOf(createOrder(scope, body), 'order'),
  },
  {
    method: 'PUT',
    path: 'orders/:id',
    key: 'taken',
    name: firstLine,
    run: ({ scope, id, body }) => answerOf(updateOrder(scope, id, body), 'order'),
  },
  { method: 'GET', path: 'payments', run: ({ scope, query }) => listPayments(scope, query) },
  { method: 'GET', path: 'payments/:id', run: ({ scope, id }) => getPayment(scope, id) },
  {
    method: 'POST',
    path: 'payments',
    key: 'needed',
    name: ({ body }) => textOf(body.note),
    run: ({ scope, body }) => answerOf(createPayment(scope, body), 'payment'),
  },
  {
    method: 'POST',
    path: 'payments/:id/complete',
    name: () => null,
    run: ({ scope, id }) => answerOf(endPayment(scope, id, 'COMPLETED'), 'payment'),
  },
  {
    method: 'POST',
    path: 'payments/:id/cancel',
    name: () => null,
    run: ({ scope, id }) => answerOf(endPayment(scope, id, 'CANCELED'), 'payment'),
  },
  { method: 'GET', path: 'refunds', run: ({ scope, query }) => listRefunds(scope, query) },
  { method: 'GET', path: 'refunds/:id', run: ({ scope, id }) => getRefund(scope, id) },
  {
    method: 'POST',
    path: 'refunds',
    key: 'needed',
    name: ({ body }) => textOf(body.reason),
    run: ({ scope, body }) => answerOf(createRefund(scope, body), 'refund'),
  },
  {
    method: 'POST',
    path: 'inventory/counts/batch-retrieve',
    run: ({ scope, body }) => retrieveCounts(scope, body),
  },
  {
    method: 'POST',
    path: 'inventory/changes/batch-create',
    key: 'needed',
    name: () => null,
    run: ({ scope, body }) => changeInventory(scope, body),
  },
]

const emptyAnswer: Answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }
const maxKeyLength = 128

/** The key in a body; null for a body that names none. */
export function keyIn(body: Buffer): string | null {
  const parsed = parseBody(body)
  return parsed && typeof parsed.idempotency_key === 'string' ? parsed.idempotency_key : null
}

/** Finds what a call asks for; nothing is done yet. */
export function openCall(ctx: ProviderContext, call: Call, account: string): Either<Operation> {
  const parts = call.path.slice('/v2/'.length).split('/')
  const found = routes.find((route) => route.method === call.method && idOf(route, parts) !== null)
  if (!found) return refused(notFound('API endpoint for this URL path is not found.'))
  const parsed = call.body.length === 0 ? {} : parseBody(call.body)
  if (!parsed) return refused(invalid('EXPECTED_JSON_BODY', 'The body is not a JSON object.'))
  const { idempotency_key: given, ...body } = parsed
  const key = keyIn(call.body)
  if (found.key === undefined && given !== undefined)
    return refused(invalid('UNKNOWN_BODY_PARAMETER', 'Takes no idempotency key.', 'idempotency_key'))
  if (found.key === 'needed' && key === null) return refused(missing('idempotency_key'))
  if (given !== undefined && (key === null || key === '' || key.length > maxKeyLength))
    return refused(invalid('INVALID_VALUE', 'Must have 1 to 128 characters.', 'idempotency_key'))
  const write = found.name !== undefined
  const origin: Origin = { kind: 'api', call }
  const id = idOf(found, parts) ?? ''
  const asked: Asked = { scope: { ctx, account, origin }, id, query: call.query, body }
  return {
    ok: true,
    value: {
      write,
      objectName: found.name?.(asked) ?? null,
      idempotency: key === null ? null : { key, fingerprint: fingerprintOf(call.method, call.path, body) },
      run: () => found.run(asked),
    },
  }
}

/** What stands for `:id`, or the empty text where the route has none; null when it is another route. */
function idOf({ path }: Route, parts: readonly string[]): string | null {
  const wanted = path.split('/')
  if (wanted.length !== parts.length) return null
  let id = ''
  for (const [index, part] of wanted.entries()) {
    if (part === ':id') id = parts[index] ?? ''
    else if (part !== parts[index]) return null
  }
  return id
}

const refused = (answer: Answer): { ok: false; answer: Answer } => ({ ok: false, answer })

function parseBody(body: Buffer): Body | null {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    return isPlainObject(parsed) ? parsed : null
  } catch {
    return null
  }
}
