import { inside, type ProviderContext } from '../context.ts'
import type { Triggered, TriggerRequest } from '../provider.ts'
import { bad, good, isPlainObject, type Read } from '../shape.ts'
import { createCustomer, customersOf, deleteCustomer, updateCustomer } from './customers.ts'
import { changeInventory } from './inventory.ts'
import type { Done, Scope } from './objects.ts'
import { createOrder, type SquareOrder } from './orders.ts'
import { createPayment, firstLocation, paymentsOf } from './payments.ts'
import { createRefund } from './refunds.ts'
import { squareAccounts, squareEvents } from './state.ts'

type Change = (scope: Scope, request: TriggerRequest) => Read<Triggered>

const triggers: Record<string, Change> = {
  'customer.created': (scope, request) => told(createCustomer(scope, personIn(scope, request))),
  'customer.updated': (scope, request) =>
    onNewest(scope, request, (id) => updateCustomer(scope, id, changesIn(scope, request))),
  'customer.deleted': (scope, request) => onNewest(scope, request, (id) => deleteCustomer(scope, id)),
  'order.created': (scope, request) => told(sell(scope, request)),
  'order.updated': (scope, request) => paid(scope, request),
  'payment.created': (scope, request) => paid(scope, request),
  'payment.updated': (scope, request) => givenBack(scope, request),
  'refund.created': (scope, request) => givenBack(scope, request),
  'inventory.count.updated': (scope) => counted(scope),
}

/** Somebody changes something on Square's dashboard: no request, no key, a webhook all the same. */
export function triggerSquare(ctx: ProviderContext, event: string, request: TriggerRequest): Read<Triggered> {
  const change = Object.hasOwn(triggers, event) ? triggers[event] : undefined
  if (!change) return bad('event', `must be one of ${Object.keys(triggers).join(', ')}`)
  const scope = scopeOf(ctx, request.account)
  return scope.ok ? change(scope.value, request) : scope
}

function scopeOf(ctx: ProviderContext, wanted: string | null): Read<Scope> {
  for (const { account } of squareAccounts(ctx.store).oldestFirst())
    if (wanted === null || wanted === account) return good({ ctx, account, origin: inside })
  return bad('account', 'names no Square account; register one at /_sandbox/accounts')
}

/** Without a customer to change, one is made first. */
function onNewest(scope: Scope, request: TriggerRequest, change: (id: string) => Done): Read<Triggered> {
  const [newest] = customersOf(scope).newestFirst()
  if (request.id !== null) return told(change(request.id))
  if (newest) return told(change(newest.id))
  const made = told(createCustomer(scope, personIn(scope, { ...request, name: null })))
  if (!made.ok) return made
  const changed = told(change(made.value.objectId))
  return changed.ok
    ? good({ ...changed.value, eventIds: [...made.value.eventIds, ...changed.value.eventIds] })
    : changed
}

const usd = (amount: number) => ({ amount, currency: 'USD' })

function sell(scope: Scope, { amount, id }: TriggerRequest): Done {
  const price = amount ?? scope.ctx.random.whole(500, 9_000)
  const order = {
    location_id: firstLocation(scope),
    ...(id === null ? {} : { customer_id: id }),
    line_items: [{ name: 'Coffee and cake', quantity: '1', base_price_money: usd(price) }],
  }
  return createOrder(scope, { order })
}

/** An order and the payment that closes it. */
function paid(scope: Scope, request: TriggerRequest): Read<Triggered> {
  const sold = sell(scope, request)
  if (!sold.ok) return told(sold)
  const { total_money } = sold.object as SquareOrder
  const payment = {
    source_id: 'cnon:card-nonce-ok',
    amount_money: total_money,
    order_id: sold.id,
    ...(request.id === null ? {} : { customer_id: request.id }),
  }
  return told(createPayment(scope, payment), sold.eventIds)
}

/** Half of a payment made for it. */
function givenBack(scope: Scope, request: TriggerRequest): Read<Triggered> {
  const made = paid(scope, request)
  if (!made.ok) return made
  const { objectId: paymentId, eventIds } = made.value
  const given = Math.ceil((paymentsOf(scope).get(paymentId)?.total_money.amount ?? 2) / 2)
  return told(createRefund(scope, { payment_id: paymentId, amount_money: usd(given) }), eventIds)
}

function counted(scope: Scope): Read<Triggered> {
  const { random, now } = scope.ctx
  const count = {
    catalog_object_id: 'COFFEEBEANS',
    location_id: firstLocation(scope),
    state: 'IN_STOCK',
    quantity: String(random.whole(1, 90_000)),
    occurred_at: new Date(now()).toISOString(),
  }
  changeInventory(scope, { changes: [{ type: 'PHYSICAL_COUNT', physical_count: count }] })
  const [newest] = squareEvents(scope.ctx.store, scope.account).newestFirst()
  return good({ eventIds: newest ? [newest.id] : [], objectId: 'COFFEEBEANS' })
}

function personIn(scope: Scope, { name, email, phone }: TriggerRequest): Record<string, unknown> {
  const { random } = scope.ctx
  const [given, ...family] = (name ?? `Walk-in ${random.whole(100, 999)}`).split(' ')
  return {
    given_name: given,
    ...(family.length > 0 ? { family_name: family.join(' ') } : {}),
    ...(email === null ? {} : { email_address: email }),
    ...(phone === null ? {} : { phone_number: phone }),
  }
}

function changesIn(scope: Scope, request: TriggerRequest): Record<string, unknown> {
  const named = request.name !== null || request.email !== null || request.phone !== null
  if (named) return personIn(scope, request)
  return { note: `Table ${scope.ctx.random.whole(1, 40)}` }
}

/** The admin routes speak of fields; the API's own error has the same sentence. */
function told(done: Done, before: readonly string[] = []): Read<Triggered> {
  if (done.ok) return good({ eventIds: [...before, ...done.eventIds], objectId: done.id })
  const parsed: unknown = JSON.parse(done.answer.body)
  const [error] = isPlainObject(parsed) && Array.isArray(parsed.errors) ? parsed.errors : []
  return bad(String(error?.field ?? 'id'), String(error?.detail ?? 'was refused'))
}
