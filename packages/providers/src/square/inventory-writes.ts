import type { InventoryItemRecord } from '@syncline/domain/record'
import { z } from 'zod'
import type { Link, Plan, PlanContext, PlannedCall } from '../provider.ts'
import { membersOf } from './call.ts'
import { countId } from './inventory.ts'
import { noCall } from './no-call.ts'
import type { PushKind } from './push-kind.ts'
import { objectId } from './wire.ts'

/** Where counts are written, one or many. */
export const countsAddress = '/v2/inventory/changes/batch-create'

/** States that somebody outside Square may count. */
const writable = new Set(['IN_STOCK', 'SOLD', 'WASTE', 'UNLINKED_RETURN'])

/** A count as it was taken: how much there is, never how much more or less than before. */
export function planCount(record: InventoryItemRecord, { choices }: PlanContext): Plan {
  const { itemId, quantity, state, countedAt } = record
  const locationId = record.locationId ?? choices?.location?.id ?? null
  if (record.deleted)
    return noCall('MAPPING_FAILED', 'deleted', 'Square deletes no count; count nothing instead.')
  if (!objectId.safeParse(itemId).success)
    return noCall('MAPPING_FAILED', 'itemId', 'It has to be an article of Square’s; the mapping can set it.')
  if (!objectId.safeParse(locationId).success)
    return noCall(
      'REQUIRED_FIELD_MISSING',
      'locationId',
      'It has to be a location of Square’s: choose one on the connection’s page, or map it.',
    )
  if (!/^\d{1,12}(\.\d{1,5})?$/.test(quantity))
    return noCall(
      'MAPPING_FAILED',
      'quantity',
      'Square counts no less than nothing, and no finer than five decimals.',
    )
  if (!writable.has(state)) return noCall('MAPPING_FAILED', 'state', 'Square keeps this state by itself.')
  // The time is in the body, and the body has to be the same at every try.
  if (countedAt === null)
    return noCall(
      'REQUIRED_FIELD_MISSING',
      'countedAt',
      'Square needs the time of the count, of the last 24 hours.',
    )
  const count = {
    catalog_object_id: itemId,
    state,
    location_id: locationId,
    quantity,
    occurred_at: countedAt,
  }
  const body = {
    changes: [{ type: 'PHYSICAL_COUNT', physical_count: count }],
    // Else an answer about what was so already says nothing.
    ignore_unchanged_counts: false,
  }
  return {
    ok: true,
    call: {
      method: 'POST',
      path: countsAddress,
      body: JSON.stringify(body),
      effect: 'updated',
      externalId: null,
      accountId: null,
    },
  }
}

const sentSchema = z.object({
  changes: z
    .array(
      z.object({
        physical_count: z.object({
          catalog_object_id: z.string(),
          location_id: z.string(),
          state: z.string(),
          quantity: z.string(),
        }),
      }),
    )
    .length(1),
})
const countsSchema = z.object({
  counts: z
    .array(
      z.object({
        catalog_object_id: z.string(),
        location_id: z.string(),
        state: z.string(),
        quantity: z.string(),
      }),
    )
    .max(1_000)
    .default([]),
})

/** As much of an answer as is about what a call counted; null for nothing. */
export function ownCount(call: PlannedCall, answer: unknown): { readonly counts: readonly unknown[] } | null {
  const found = countsSchema.safeParse(answer)
  const held = found.data?.counts.filter((count) => idOf(count) === idOfCount(call)) ?? []
  return held.length > 0 ? { counts: held } : null
}

/** The count in an answer that is what was sent; null when there is another one or none. */
function linkIn(call: PlannedCall, answer: unknown): Link | null | undefined {
  const found = countsSchema.safeParse(answer)
  if (!found.success) return undefined
  const id = idOfCount(call)
  const held = found.data.counts.find((count) => idOf(count) === id)
  return held && Number(held.quantity) === Number(sentCount(call).quantity)
    ? { externalId: id, externalVersion: null }
    : null
}

export const idOfCount = (call: PlannedCall): string => idOf(sentCount(call))

const sentCount = (call: PlannedCall) => {
  const [change] = sentSchema.parse(membersOf(call)).changes
  if (!change) throw new Error('A planned count holds one change')
  return change.physical_count
}

const idOf = (count: { catalog_object_id: string; location_id: string; state: string }) =>
  countId({ itemId: count.catalog_object_id, locationId: count.location_id, state: count.state })

export const countWrites: PushKind = {
  written: (call, answer) => linkIn(call, answer) ?? null,
  current: () => null,
  question(call) {
    const { catalog_object_id: itemId, location_id: locationId } = sentCount(call)
    return {
      method: 'POST',
      path: '/v2/inventory/counts/batch-retrieve',
      put: (square) =>
        square.inventory.batchGetCounts({ catalogObjectIds: [itemId], locationIds: [locationId] }),
      linkIn: (answer) => linkIn(call, answer),
    }
  },
}
