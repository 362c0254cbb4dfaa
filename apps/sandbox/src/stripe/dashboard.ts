import { inside, type ProviderContext } from '../context.ts'
import type { Triggered, TriggerRequest } from '../provider.ts'
import { bad, good, type Read } from '../shape.ts'
import { newAddress, newPhone } from '../traffic/people.ts'
import { billingScenes } from './billing-scenes.ts'
import { actFor } from './connect.ts'
import type { CustomerChanges, StripeCustomer } from './customer.ts'
import { deleteCustomer, updateCustomer } from './customers.ts'
import { paymentScenes } from './payment-scenes.ts'
import { stripeAccounts } from './register.ts'
import { addCustomer, readWishes, type Scene, someCustomer } from './scene.ts'
import { newScope } from './scope.ts'

const customerScenes: Record<string, Scene> = {
  'customer.created': (scope, request) => addCustomer(scope, request),
  'customer.updated': (scope, request) => {
    const wishes = readWishes(request)
    if (!wishes.ok) return wishes
    const customer = someCustomer(scope, request.id)
    if (!customer.ok) return customer
    return good(updateCustomer(scope, customer.value, changesFor(scope.ctx, customer.value, wishes.value)))
  },
  'customer.deleted': (scope, request) => {
    const customer = someCustomer(scope, request.id)
    if (!customer.ok) return customer
    deleteCustomer(scope, customer.value)
    return customer
  },
}

const scenes: Record<string, Scene> = { ...customerScenes, ...paymentScenes, ...billingScenes }

export const stripeTriggers = Object.keys(scenes)

/** Changes that somebody makes on Stripe's dashboard: no request, no idempotency key, events all the same. */
export function triggerStripe(ctx: ProviderContext, event: string, request: TriggerRequest): Read<Triggered> {
  const scene = Object.hasOwn(scenes, event) ? scenes[event] : undefined
  if (!scene) return bad('event', `must be one of ${stripeTriggers.join(', ')}`)
  const account = findAccount(ctx, request.account)
  if (account === null) return bad('account', 'names no Stripe account; register one at /_sandbox/accounts')
  const scope = newScope(ctx, account, inside)
  const played = scene(scope, request)
  return played.ok ? good({ objectId: played.value.id, eventIds: scope.eventIds }) : played
}

/** A registered account, or one connected to it: an id that nobody has used joins the first one registered. */
function findAccount(ctx: ProviderContext, wanted: string | null): string | null {
  const registered = [...stripeAccounts(ctx).oldestFirst()].map(({ account }) => account)
  const [first] = registered
  if (wanted === null || registered.includes(wanted)) return wanted ?? first ?? null
  for (const platform of registered) {
    const acting = actFor(ctx, platform, wanted)
    if (acting.ok) return acting.value.account
  }
  return null
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
