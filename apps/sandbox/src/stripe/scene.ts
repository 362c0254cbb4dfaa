import { sentinelsOf } from '../faults/sentinels.ts'
import { type TriggerRequest, unspecified } from '../provider.ts'
import { bad, good, type Read } from '../shape.ts'
import type { Table } from '../store/table.ts'
import { makePerson, newPhone } from '../traffic/people.ts'
import { type CustomerChanges, parseCustomer, type StripeCustomer } from './customer.ts'
import { createCustomer, updateCustomer } from './customers.ts'
import { type StripeScope, stateOf } from './scope.ts'

/** Makes one kind of event happen, with whatever it needs before it; gives the object it is about. */
export type Scene = (scope: StripeScope, request: TriggerRequest) => Read<{ id: string }>

export function readWishes(request: TriggerRequest): Read<CustomerChanges> {
  const { name, email, phone } = request
  const given = Object.entries({ name, email, phone }).filter(([, value]) => value !== null) as [
    string,
    string,
  ][]
  const wishes = parseCustomer(Object.fromEntries(given), null)
  return wishes.ok ? wishes : bad(wishes.problem.param, wishes.problem.message)
}

/** A new invented customer, with what is given laid over. A `-shuffle` one changes at once, so that there is something to overtake its first webhook. */
export function addCustomer(scope: StripeScope, request: TriggerRequest): Read<StripeCustomer> {
  const { ctx } = scope
  const wishes = readWishes(request)
  if (!wishes.ok) return wishes
  if (stateOf(scope).customers.size >= ctx.limits.objects) return bad('account', 'is full')
  const customer = createCustomer(scope, { ...makePerson(ctx.random), metadata: {}, ...wishes.value })
  if (sentinelsOf(customer.name ?? null).includes('shuffle'))
    return good(updateCustomer(scope, customer, { phone: newPhone(ctx.random, customer.phone ?? null) }))
  return good(customer)
}

/** The customer that is named, else a recent one, else a new one. */
export function someCustomer(scope: StripeScope, id: string | null): Read<StripeCustomer> {
  const { customers } = stateOf(scope)
  if (id !== null) {
    const stored = customers.get(id)
    return stored && !stored.deleted ? good(stored.customer) : bad('id', 'names no customer of this account')
  }
  const recent = pickRecent(scope, customers, ({ deleted }) => !deleted)
  return recent ? good(recent.customer) : addCustomer(scope, unspecified)
}

const recentCount = 200

/** One of the newest that fit, by chance. */
export function pickRecent<T>({ ctx }: StripeScope, table: Table<T>, fits: (object: T) => boolean): T | null {
  const recent: T[] = []
  let seen = 0
  for (const object of table.newestFirst()) {
    if (fits(object)) recent.push(object)
    seen += 1
    if (seen === recentCount) break
  }
  const [first, ...others] = recent
  return first === undefined ? null : ctx.random.pick([first, ...others])
}

/** Whom a sale is to: the one named by id or by a name of their own, nobody for a guest, else a recent customer. */
export function buyerOf(scope: StripeScope, request: TriggerRequest): Read<string | null> {
  if (request.guest) return good(null)
  const named = request.id?.startsWith('cus_') ? request.id : null
  const customer =
    request.name !== null && named === null ? addCustomer(scope, request) : someCustomer(scope, named)
  return customer.ok ? good(customer.value.id) : customer
}
