import { inside, type ProviderContext } from '../context.ts'
import type { Triggered, TriggerRequest } from '../provider.ts'
import { bad, good, isPlainObject, type Read } from '../shape.ts'
import { createCustomer, customersOf, deleteCustomer, updateCustomer } from './customers.ts'
import type { Done, Scope } from './objects.ts'
import { squareAccounts } from './state.ts'

type Change = (scope: Scope, request: TriggerRequest) => Read<Triggered>

const triggers: Record<string, Change> = {
  'customer.created': (scope, request) => told(createCustomer(scope, personIn(scope, request))),
  'customer.updated': (scope, request) =>
    onNewest(scope, request, (id) => updateCustomer(scope, id, changesIn(scope, request))),
  'customer.deleted': (scope, request) => onNewest(scope, request, (id) => deleteCustomer(scope, id)),
}

/** Somebody changes something on Square's dashboard: no request, no key, a webhook all the same. */
export function triggerSquare(ctx: ProviderContext, event: string, request: TriggerRequest): Read<Triggered> {
  const change = Object.hasOwn(triggers, event) ? triggers[event] : undefined
  if (!change) return bad('event', `must be one of ${Object.keys(triggers).join(', ')}`)
  const scope = scopeOf(ctx, request.account)
  return scope.ok ? change(scope.value, request) : scope
}

export function scopeOf(ctx: ProviderContext, wanted: string | null): Read<Scope> {
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
export function told(done: Done): Read<Triggered> {
  if (done.ok) return good({ eventIds: done.eventIds, objectId: done.id })
  const parsed: unknown = JSON.parse(done.answer.body)
  const [error] = isPlainObject(parsed) && Array.isArray(parsed.errors) ? parsed.errors : []
  return bad(String(error?.field ?? 'id'), String(error?.detail ?? 'was refused'))
}
