import { z } from 'zod'
import { instant, objectId, recordHead, text } from './fields.ts'

/** How much of one article lies in one place; its source id names both. */
export const inventoryItemRecord = z.strictObject({
  ...recordHead('inventory_item'),
  /** The article, by the source's id. */
  itemId: objectId,
  locationId: objectId.nullable(),
  name: text(500).nullable(),
  sku: text(120).nullable(),
  /** A decimal, as text; below zero where more was sold than counted. */
  quantity: z.string().regex(/^-?\d{1,12}(\.\d{1,12})?$/),
  /** In the provider's word, such as `IN_STOCK`. */
  state: text(60),
  countedAt: instant.nullable(),
})
export type InventoryItemRecord = z.output<typeof inventoryItemRecord>
