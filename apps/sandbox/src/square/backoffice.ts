import { inside, type ProviderContext } from '../context.ts'
import type { Triggered, TriggerRequest } from '../provider.ts'
import { bad, good, isPlainObject, type Read } from '../shape.ts'
import { makePerson, newPhone } from '../traffic/people.ts'
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
    onSome(scope, request, (id) => updateCustomer(scope, id, changesIn(scope, request))),
  'customer.deleted': (scope, request) => onSome(scope, request, (id) => deleteCustomer(scope, id)),
  'order.created': (scope, { amount, id }) => told(sell(scope, amount, id)),
  'order.updated': (scope, request) => paid(scope, request),
  'payment.created': (scope, request) => paid(scope, request),
  'payment.updated': (scope, request) => givenBack(scope, request),
  'refund.created': (scope, request) => givenBack(scope, request),
  'inventory.count.updated': (scope) => counted(scope),
}

export const squareTriggers = Object.keys(triggers)

/** Somebody changes something on Square's dashboard: no request, no key, a webhook all the same. */
export function triggerSquare(ctx: ProviderContext, event: string, request: TriggerRequest): Read<Triggered> {
  const change = Object.hasOwn(triggers, event) ? triggers[event] : undefined
  if (!change) return bad('event', `must be one of ${squareTriggers.join(', ')}`)
  const scope = scopeOf(ctx, request.account)
  return scope.ok ? change(scope.value, request) : scope
}

function scopeOf(ctx: ProviderContext, wanted: string | null): Read<Scope> {
  for (const { account } of squareAccounts(ctx.store).oldestFirst())
    if (wanted === null || wanted === account) return good({ ctx, account, origin: inside })
  return bad('account', 'names no Square account; register one at /_sandbox/accounts')
}

/** Without a customer to change, one is made first. */
function onSome(scope: Scope, request: TriggerRequest, change: (id: string) => Done): Read<Triggered> {
  const id = request.id ?? recentCustomer(scope)
  if (id !== null) return told(change(id))
  const made = told(createCustomer(scope, personIn(scope, { ...request, name: null })))
  if (!made.ok) return made
  const changed = told(change(made.value.objectId))
  return changed.ok
    ? good({ ...changed.value, eventIds: [...made.value.eventIds, ...changed.value.eventIds] })
    : changed
}

const recentCount = 100

/** One of the newest, by chance; null where there is nobody. */
function recentCustomer(scope: Scope): string | null {
  const recent: string[] = []
  for (const { id } of customersOf(scope).newestFirst()) if (recent.push(id) === recentCount) break
  const [first, ...others] = recent
  return first === undefined ? null : scope.ctx.random.pick([first, ...others])
}

/** Whom a sale is to: the one named by id or by a name of their own, nobody for a guest, else a recent customer. */
function buyerOf(scope: Scope, request: TriggerRequest): Read<{ id: string | null; eventIds: string[] }> {
  const known = request.guest ? null : (request.id ?? (request.name === null ? recentCustomer(scope) : null))
  if (request.guest || request.name === null || known !== null) return good({ id: known, eventIds: [] })
  const made = told(createCustomer(scope, personIn(scope, request)))
  return made.ok ? good({ id: made.value.objectId, eventIds: made.value.eventIds }) : made
}

const usd = (amount: number) => ({ amount, currency: 'USD' })

function sell(scope: Scope, amount: number | null, buyerId: string | null): Done {
  const price = amount ?? scope.ctx.random.whole(500, 9_000)
  const order = {
    location_id: firstLocation(scope),
    ...(buyerId === null ? {} : { customer_id: buyerId }),
    line_items: [{ name: 'Coffee and cake', quantity: '1', base_price_money: usd(price) }],
  }
  return createOrder(scope, { order })
}

/** An order and the payment that closes it. */
function paid(scope: Scope, request: TriggerRequest): Read<Triggered> {
  const buyer = buyerOf(scope, request)
  if (!buyer.ok) return buyer
  const sold = sell(scope, request.amount, buyer.value.id)
  if (!sold.ok) return told(sold)
  const { total_money } = sold.object as SquareOrder
  const payment = {
    source_id: 'cnon:card-nonce-ok',
    amount_money: total_money,
    order_id: sold.id,
    ...(buyer.value.id === null ? {} : { customer_id: buyer.value.id }),
  }
  return told(createPayment(scope, payment), [...buyer.value.eventIds, ...sold.eventIds])
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

/** A new invented customer, with what is given laid over. */
function personIn(scope: Scope, { name, email, phone }: TriggerRequest): Record<string, unknown> {
  const person = makePerson(scope.ctx.random)
  const { line1, city, state, postal_code: postalCode, country } = person.address
  return {
    ...namesOf(name ?? person.name),
    email_address: email ?? person.email,
    phone_number: phone ?? person.phone,
    address: {
      address_line_1: line1,
      locality: city,
      administrative_district_level_1: state,
      postal_code: postalCode,
      country,
    },
  }
}

function namesOf(name: string): Record<string, unknown> {
  const [given, ...family] = name.split(' ')
  return { given_name: given, ...(family.length > 0 ? { family_name: family.join(' ') } : {}) }
}

function changesIn(scope: Scope, request: TriggerRequest): Record<string, unknown> {
  const { name, email, phone } = request
  if (name === null && email === null && phone === null)
    return { phone_number: newPhone(scope.ctx.random, null) }
  return {
    ...(name === null ? {} : namesOf(name)),
    ...(email === null ? {} : { email_address: email }),
    ...(phone === null ? {} : { phone_number: phone }),
  }
}

/** The admin routes speak of fields; the API's own error has the same sentence. */
function told(done: Done, before: readonly string[] = []): Read<Triggered> {
  if (done.ok) return good({ eventIds: [...before, ...done.eventIds], objectId: done.id })
  const parsed: unknown = JSON.parse(done.answer.body)
  const [error] = isPlainObject(parsed) && Array.isArray(parsed.errors) ? parsed.errors : []
  return bad(String(error?.field ?? 'id'), String(error?.detail ?? 'was refused'))
}
