import { inside, type ProviderContext } from '../context.ts'
import { sentinelsOf } from '../faults/sentinels.ts'
import type { Triggered, TriggerRequest } from '../provider.ts'
import { bad, good, type Read } from '../shape.ts'
import { makePerson, newAddress, newPhone } from '../traffic/people.ts'
import { type CustomerChanges, parseCustomer, type StripeCustomer } from './customer.ts'
import { createCustomer, deleteCustomer, updateCustomer } from './customers.ts'
import { stripeAccounts } from './register.ts'
import { type StoredCustomer, stripeState } from './state.ts'

/** Changes that somebody makes on Stripe's dashboard: no request, no idempotency key, an event all the same. */
export function triggerCustomer(
  ctx: ProviderContext,
  event: string,
  request: TriggerRequest,
): Read<Triggered> {
  const account = findAccount(ctx, request.account)
  if (account === null) return bad('account', 'names no Stripe account; register one at /_sandbox/accounts')
  const wishes = readWishes(request)
  if (!wishes.ok) return bad(wishes.problem.param, wishes.problem.message)
  switch (event) {
    case 'customer.created':
      if (stripeState(ctx.store, account).customers.size >= ctx.limits.objects)
        return bad('account', 'is full')
      return good(created(ctx, account, wishes.value))
    case 'customer.updated':
    case 'customer.deleted': {
      const picked = pickCustomer(ctx, account, request.id)
      if (!picked && request.id !== null) return bad('id', 'names no customer of this account')
      const first = picked ? null : created(ctx, account, {})
      const customer =
        picked ?? stripeState(ctx.store, account).customers.get(first?.objectId ?? '')?.customer
      if (!customer) return bad('id', 'names no customer of this account')
      const { eventId } =
        event === 'customer.deleted'
          ? deleteCustomer(ctx, account, inside, customer)
          : updateCustomer(ctx, account, inside, customer, changesFor(ctx, customer, wishes.value))
      return good({
        objectId: customer.id,
        eventIds: [...(first?.eventIds ?? []), ...(eventId === null ? [] : [eventId])],
      })
    }
    default:
      return bad('event', 'must be customer.created, customer.updated or customer.deleted')
  }
}

function findAccount(ctx: ProviderContext, wanted: string | null): string | null {
  for (const { account } of stripeAccounts(ctx).oldestFirst())
    if (wanted === null || wanted === account) return account
  return null
}

function readWishes(request: TriggerRequest) {
  const { name, email, phone } = request
  const given = Object.entries({ name, email, phone }).filter(([, value]) => value !== null) as [
    string,
    string,
  ][]
  return parseCustomer(Object.fromEntries(given), null)
}

/** A `-shuffle` customer changes at once, so that there is something to overtake its first webhook. */
function created(ctx: ProviderContext, account: string, wishes: CustomerChanges): Triggered {
  const person = makePerson(ctx.random)
  const { customer, eventId } = createCustomer(ctx, account, inside, { ...person, metadata: {}, ...wishes })
  const eventIds = eventId === null ? [] : [eventId]
  if (sentinelsOf(customer.name ?? null).includes('shuffle')) {
    const second = updateCustomer(ctx, account, inside, customer, {
      phone: newPhone(ctx.random, customer.phone ?? null),
    })
    if (second.eventId !== null) eventIds.push(second.eventId)
  }
  return { objectId: customer.id, eventIds }
}

/** What a dashboard user changes when nobody says: the phone, or the address. */
function changesFor(
  ctx: ProviderContext,
  customer: StripeCustomer,
  wishes: CustomerChanges,
): CustomerChanges {
  if (Object.keys(wishes).length > 0) return wishes
  return ctx.random.chance(60)
    ? { phone: newPhone(ctx.random, customer.phone ?? null) }
    : { address: newAddress(ctx.random, customer.address?.line1 ?? null) }
}

function pickCustomer(ctx: ProviderContext, account: string, id: string | null): StripeCustomer | null {
  const { customers } = stripeState(ctx.store, account)
  if (id !== null) {
    const stored = customers.get(id)
    return stored && !stored.deleted ? stored.customer : null
  }
  const recent: StoredCustomer[] = []
  for (const stored of customers.newestFirst()) {
    if (!stored.deleted) recent.push(stored)
    if (recent.length === 200) break
  }
  const [first, ...others] = recent
  return first ? ctx.random.pick([first, ...others]).customer : null
}
