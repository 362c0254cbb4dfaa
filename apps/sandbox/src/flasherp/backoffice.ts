import { inside, type ProviderContext } from '../context.ts'
import type { Triggered, TriggerRequest } from '../provider.ts'
import { bad, good, isPlainObject, type Read } from '../shape.ts'
import { entities } from './entities.ts'
import { changesFor, invent } from './inventions.ts'
import { createObject, type Saved, tablesOf, updateObject } from './objects.ts'
import type { Scope } from './scope.ts'
import { type FlashErpObject, flashErpAccounts } from './state.ts'
import type { FlashErpTransaction } from './transaction.ts'

export type InsideChange = {
  account: string | null
  plural: string
  id: string | null
  body: Record<string, unknown>
}
type Made = Triggered & { object: FlashErpObject }

/** Something made or changed by somebody inside FlashERP: no request, no key, a webhook all the same. */
export function changeInside(ctx: ProviderContext, change: InsideChange): Read<Made> {
  const scope = scopeOf(ctx, change.account, change.plural)
  if (!scope.ok) return scope
  const { id, body } = change
  return madeOf(id === null ? createObject(scope.value, body) : updateObject(scope.value, id, body))
}

const events: Record<string, { plural: string; creates: boolean }> = {
  'customer.created': { plural: 'customers', creates: true },
  'customer.updated': { plural: 'customers', creates: false },
  'transaction.created': { plural: 'transactions', creates: true },
  'transaction.updated': { plural: 'transactions', creates: false },
  'subscription.updated': { plural: 'subscriptions', creates: false },
  'invoice.updated': { plural: 'invoices', creates: false },
}

/** Gone as after a restored backup: FlashERP itself deletes nothing, and tells nobody. */
const lost = 'transaction.lost'

export const flashErpTriggers = [...Object.keys(events), lost]

/** Without an object to change, one is made first (and whom it belongs to). */
export function triggerFlashErp(
  ctx: ProviderContext,
  event: string,
  request: TriggerRequest,
): Read<Triggered> {
  if (event === lost) return loseTransaction(ctx, request)
  const wanted = Object.hasOwn(events, event) ? events[event] : undefined
  if (!wanted) return bad('event', `must be one of ${flashErpTriggers.join(', ')}`)
  const { plural, creates } = wanted
  const scope = scopeOf(ctx, request.account, plural)
  if (!scope.ok) return scope
  const { name, email, phone, amount } = request
  const given = Object.fromEntries(
    Object.entries({ name, email, phone }).filter(([, value]) => value !== null),
  )
  if (creates) return create(scope.value, plural === 'customers' ? given : {})
  const [newest] = tablesOf(scope.value).objects.newestFirst()
  const known = request.id === null ? newest : tablesOf(scope.value).objects.get(request.id)
  if (!known && request.id !== null) return bad('id', `names none of the ${plural} of this account`)
  const first = known ? good({ object: known, objectId: known.id, eventIds: [] }) : create(scope.value, {})
  if (!first.ok) return first
  const { object, eventIds } = first.value
  const wishes =
    plural === 'customers' && Object.keys(given).length > 0
      ? given
      : plural === 'transactions' && amount !== null
        ? { amount: { ...(object as FlashErpTransaction).amount, amount } }
        : null
  const changed = madeOf(updateObject(scope.value, object.id, wishes ?? changesFor(ctx, plural, object)))
  if (!changed.ok) return changed
  return good({ objectId: object.id, eventIds: [...eventIds, ...changed.value.eventIds] })
}

function loseTransaction(ctx: ProviderContext, { account, id }: TriggerRequest): Read<Triggered> {
  const scope = scopeOf(ctx, account, 'transactions')
  if (!scope.ok) return scope
  const { objects, idsByRef } = tablesOf(scope.value)
  const [newest] = objects.newestFirst()
  const known = id === null ? newest : objects.get(id)
  if (!known) return bad('id', 'names none of the transactions of this account')
  objects.remove(known.id)
  if (known.external_ref !== null) idsByRef.remove(known.external_ref)
  return good({ objectId: known.id, eventIds: [] })
}

function create(scope: Scope, given: Record<string, unknown>): Read<Made> {
  const { ctx, account, entity } = scope
  if (entity.plural === 'customers')
    return madeOf(createObject(scope, { ...invent(ctx, 'customers', null), ...given }))
  const customers = scopeOf(ctx, account, 'customers')
  if (!customers.ok) return customers
  const [newest] = tablesOf(customers.value).objects.newestFirst()
  const buyer = newest ? good({ objectId: newest.id, eventIds: [] }) : create(customers.value, {})
  if (!buyer.ok) return buyer
  const made = madeOf(createObject(scope, invent(ctx, entity.plural, buyer.value.objectId)))
  if (!made.ok) return made
  return good({ ...made.value, eventIds: [...buyer.value.eventIds, ...made.value.eventIds] })
}

function scopeOf(ctx: ProviderContext, wanted: string | null, plural: string): Read<Scope> {
  const entity = entities.get(plural)
  if (!entity) return bad('address', `must name one of ${[...entities.keys()].join(', ')}`)
  for (const { account } of flashErpAccounts(ctx.store).oldestFirst())
    if (wanted === null || wanted === account) return good({ ctx, account, origin: inside, entity })
  return bad('account', 'names no FlashERP account; register one at /_sandbox/accounts')
}

/** The admin routes speak of fields; the API's own error has the same field and sentence. */
function madeOf(saved: Saved): Read<Made> {
  if (saved.ok) return good({ object: saved.object, objectId: saved.object.id, eventIds: [saved.eventId] })
  const parsed: unknown = JSON.parse(saved.answer.body)
  const error = isPlainObject(parsed) && isPlainObject(parsed.error) ? parsed.error : {}
  return bad(
    typeof error.field === 'string' ? error.field : 'id',
    typeof error.message === 'string' ? error.message : 'was refused',
  )
}
