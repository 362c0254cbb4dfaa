import { inside, type ProviderContext } from '../context.ts'
import type { Triggered, TriggerRequest } from '../provider.ts'
import { bad, good, isPlainObject, type Read } from '../shape.ts'
import { makePerson, newPhone } from '../traffic/people.ts'
import { customerEntity } from './customer.ts'
import type { Entity } from './entity.ts'
import { createObject, type Saved, type Scope, updateObject } from './objects.ts'
import { type FlashErpCustomer, type FlashErpObject, flashErpAccounts, objectTables } from './state.ts'

export type CustomerChange = { account: string | null; id: string | null; body: Record<string, unknown> }

/** A customer made or changed by somebody inside FlashERP: the only changes that send webhooks. */
export function changeCustomer(
  ctx: ProviderContext,
  change: CustomerChange,
): Read<Triggered & { object: FlashErpObject }> {
  const scope = scopeOf(ctx, change.account)
  if (!scope) return bad('account', 'names no FlashERP account; register one at /_sandbox/accounts')
  const saved =
    change.id === null ? createObject(scope, change.body) : updateObject(scope, change.id, change.body)
  if (!saved.ok) return problemOf(saved)
  const { object, eventId } = saved
  return good({ object, objectId: object.id, eventIds: eventId === null ? [] : [eventId] })
}

export function triggerFlashErp(
  ctx: ProviderContext,
  event: string,
  request: TriggerRequest,
): Read<Triggered> {
  const scope = scopeOf(ctx, request.account)
  if (!scope) return bad('account', 'names no FlashERP account; register one at /_sandbox/accounts')
  const { name, email, phone } = request
  const given = Object.fromEntries(
    Object.entries({ name, email, phone }).filter(([, value]) => value !== null),
  )
  const { account } = scope
  if (event === 'customer.created')
    return changeCustomer(ctx, { account, id: null, body: { ...makePerson(ctx.random), ...given } })
  if (event !== 'customer.updated') return bad('event', 'must be customer.created or customer.updated')
  const { objects } = objectTables<FlashErpCustomer>(ctx.store, account, customerEntity.plural)
  const [newest] = objects.newestFirst()
  const known = request.id === null ? newest : objects.get(request.id)
  if (!known && request.id !== null) return bad('id', 'names no customer of this account')
  const first = known ? null : changeCustomer(ctx, { account, id: null, body: { ...makePerson(ctx.random) } })
  if (first && !first.ok) return first
  const body = Object.keys(given).length > 0 ? given : { phone: newPhone(ctx.random, known?.phone ?? null) }
  const changed = changeCustomer(ctx, { account, id: known?.id ?? first?.value.objectId ?? '', body })
  if (!changed.ok) return changed
  return good({
    objectId: changed.value.objectId,
    eventIds: [...(first?.value.eventIds ?? []), ...changed.value.eventIds],
  })
}

function scopeOf(ctx: ProviderContext, wanted: string | null): Scope | null {
  for (const { account } of flashErpAccounts(ctx.store).oldestFirst()) {
    if (wanted !== null && wanted !== account) continue
    return { ctx, account, origin: inside, entity: customerEntity as unknown as Entity<FlashErpObject> }
  }
  return null
}

/** The admin routes speak of fields; the API's own error has the same field and sentence. */
function problemOf(saved: Extract<Saved, { ok: false }>): {
  ok: false
  problem: { path: string; message: string }
} {
  const parsed: unknown = JSON.parse(saved.answer.body)
  const error = isPlainObject(parsed) && isPlainObject(parsed.error) ? parsed.error : {}
  return bad(
    typeof error.field === 'string' ? error.field : 'id',
    typeof error.message === 'string' ? error.message : 'was refused',
  )
}
