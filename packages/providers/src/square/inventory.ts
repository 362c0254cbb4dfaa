import type { InventoryItemRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { optionalInstant } from '../shape.ts'
import { objectReader } from './object.ts'
import { objectId } from './wire.ts'

const state = z.string().regex(/^[A-Z_]{1,60}$/)

const countSchema = z.object({
  catalog_object_id: objectId,
  location_id: objectId,
  state,
  quantity: z.string().regex(/^-?\d{1,12}(\.\d{1,12})?$/),
  calculated_at: optionalInstant,
})

/** A count has no id of its own: what is counted, where and in which state names it. */
export interface CountKey {
  readonly itemId: string
  readonly locationId: string
  readonly state: string
}

export const countId = ({ itemId, locationId, state: as }: CountKey): string =>
  `${itemId}:${locationId}:${as}`

/** Null for a text that is no count's id. */
export function countKey(id: string): CountKey | null {
  const [itemId, locationId, as, ...others] = id.split(':')
  const key = z
    .object({ itemId: objectId, locationId: objectId, state })
    .safeParse({ itemId, locationId, state: as })
  return key.success && others.length === 0 ? key.data : null
}

function toRecord(count: z.output<typeof countSchema>): InventoryItemRecord {
  const key = { itemId: count.catalog_object_id, locationId: count.location_id, state: count.state }
  return {
    entity: 'inventory_item',
    sourceId: countId(key),
    deleted: false,
    ...key,
    // The catalogue names it, a count does not.
    name: null,
    sku: null,
    quantity: count.quantity,
    countedAt: count.calculated_at,
  }
}

export const readCount = objectReader(countSchema, (count) => ({
  record: toRecord(count),
  version: null,
  changedAt: count.calculated_at,
  externalRef: null,
  place: count.location_id,
}))
