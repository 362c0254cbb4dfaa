import { jsonAnswer, type Result } from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import { invalid, missing } from './errors.ts'
import { publish } from './events.ts'
import { inRange, listAnswer } from './lists.ts'
import { locationOf } from './locations.ts'
import { recordEffect, type Scope, timeOf } from './objects.ts'
import { type SquareObject, squareObjects } from './state.ts'

/** Kept under `article:location:state`. */
type Count = SquareObject & {
  catalog_object_id: string
  location_id: string
  state: string
  /** In hundred-thousandths, the finest that Square counts. */
  quantity: number
}

const writable = ['NONE', 'IN_STOCK', 'SOLD', 'WASTE', 'UNLINKED_RETURN'] as const
const maxChanges = 100
const dayMs = 24 * 60 * 60 * 1000
const finest = 100_000

export const countsOf = ({ ctx, account }: Scope) => squareObjects<Count>(ctx.store, account, 'counts')

type Move = { itemId: string; locationId: string; state: string; quantity: number; isCount: boolean }

/** All of the changes or none. Each count that came of them is one effect, and all are one webhook. */
export function changeInventory(scope: Scope, body: Record<string, unknown>): Result {
  const { changes } = body
  const no = (code: string, detail: string, field: string): Result => ({
    executed: false,
    answer: invalid(code, detail, field),
  })
  if (!Array.isArray(changes) || changes.length === 0) return { executed: false, answer: missing('changes') }
  if (changes.length > maxChanges) return no('ARRAY_LENGTH_TOO_LONG', `At most ${maxChanges}.`, 'changes')
  const moves: Move[] = []
  for (const [index, change] of changes.entries()) {
    const read = movesIn(scope, change)
    if (typeof read === 'string') return no('INVALID_VALUE', read, `changes[${index}]`)
    moves.push(...read)
  }
  const ignoresUnchanged = body.ignore_unchanged_counts !== false
  const counts = moves.flatMap((move) => put(scope, move, ignoresUnchanged) ?? [])
  announce(scope, counts)
  return { executed: true, answer: jsonAnswer(200, { counts: counts.map(shown), errors: [] }) }
}

/** What one change does, or what is wrong with it. */
function movesIn({ ctx, account }: Scope, change: unknown): Move[] | string {
  if (!isPlainObject(change)) return 'Must be an object.'
  const { type } = change
  const inner = type === 'PHYSICAL_COUNT' ? change.physical_count : change.adjustment
  if ((type !== 'PHYSICAL_COUNT' && type !== 'ADJUSTMENT') || !isPlainObject(inner))
    return 'Must be a PHYSICAL_COUNT or an ADJUSTMENT.'
  const { catalog_object_id: itemId, quantity, occurred_at: at } = inner
  if (typeof itemId !== 'string' || itemId === '') return 'catalog_object_id is required.'
  if (typeof quantity !== 'string' || !/^\d{1,12}(\.\d{1,5})?$/.test(quantity))
    return 'quantity must be a decimal.'
  const ageMs = typeof at === 'string' ? ctx.now() - Date.parse(at) : Number.NaN
  if (!(ageMs >= -1_000 && ageMs <= dayMs)) return 'occurred_at must lie within the last 24 hours.'
  const amount = Math.round(Number(quantity) * finest)
  // Until 2026 an adjustment had one place.
  const { location_id: place, from_location_id: from = place, to_location_id: to = place } = inner
  const moves =
    type === 'PHYSICAL_COUNT'
      ? [{ state: inner.state, locationId: place, quantity: amount, isCount: true }]
      : [
          { state: inner.from_state, locationId: from, quantity: -amount, isCount: false },
          { state: inner.to_state, locationId: to, quantity: amount, isCount: false },
        ]
  const real = moves.filter(({ state }) => state !== 'NONE')
  if (!real.every(({ state }) => (writable as readonly unknown[]).includes(state)))
    return 'A state is read-only.'
  if (!real.every(({ locationId }) => locationOf(ctx, account, String(locationId))))
    return 'No such location.'
  return real.map((move) => ({
    ...move,
    itemId,
    state: String(move.state),
    locationId: String(move.locationId),
  }))
}

/** The new count; null where it says what was known. */
function put(scope: Scope, move: Move, ignoresUnchanged: boolean): Count | null {
  const { itemId, locationId, state } = move
  const id = `${itemId}:${locationId}:${state}`
  const before = countsOf(scope).get(id)
  const quantity = move.isCount ? move.quantity : (before?.quantity ?? 0) + move.quantity
  if (ignoresUnchanged && before?.quantity === quantity) return null
  const at = timeOf(scope)
  const count: Count = {
    id,
    state,
    quantity,
    catalog_object_id: itemId,
    location_id: locationId,
    version: (before?.version ?? 0) + 1,
    created_at: before?.created_at ?? at,
    updated_at: at,
  }
  countsOf(scope).put(id, count)
  return count
}

function announce(scope: Scope, counts: readonly Count[]): void {
  for (const { id, version } of counts)
    recordEffect(scope, { entity: 'inventory_count', id, operation: version === 1 ? 'create' : 'update' })
  const last = counts.at(-1)
  if (!last) return
  publish(scope.ctx, scope.account, {
    type: 'inventory.count.updated',
    data: { type: 'inventory_counts', id: last.id, object: { inventory_counts: counts.map(shown) } },
    name: null,
  })
}

const shown = (count: Count) => ({
  catalog_object_id: count.catalog_object_id,
  catalog_object_type: 'ITEM_VARIATION',
  state: count.state,
  location_id: count.location_id,
  quantity: String(count.quantity / finest),
  calculated_at: count.updated_at,
})

export function retrieveCounts(scope: Scope, body: Record<string, unknown>): Result {
  const {
    catalog_object_ids: items,
    location_ids: locations,
    states,
    updated_after: after,
    limit,
    cursor,
  } = body
  const holds = (wanted: unknown, value: string) => !Array.isArray(wanted) || wanted.includes(value)
  return listAnswer(
    countsOf(scope),
    'counts',
    { question: { items, locations, states, after }, limit, maxLimit: 1_000, defaultLimit: 1_000, cursor },
    (count) =>
      holds(items, count.catalog_object_id) &&
      holds(locations, count.location_id) &&
      holds(states, count.state) &&
      inRange(count.updated_at, { start_at: after }),
    shown,
  )
}
