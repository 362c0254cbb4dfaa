import { z } from 'zod'
import { moneySchema } from '../money/index.ts'
import { decimal, instant, objectId, recordHead, text } from './fields.ts'

const orderStatuses = ['draft', 'open', 'completed', 'cancelled'] as const
export const maxOrderLines = 500

/** What was sold at a till or a shop, line by line. */
export const orderRecord = z.strictObject({
  ...recordHead('order'),
  number: text(120).nullable(),
  status: z.enum(orderStatuses),
  customerId: objectId.nullable(),
  /** The place of sale, by the source's id. */
  locationId: objectId.nullable(),
  lines: z
    .array(
      z.strictObject({
        description: text(1_000).nullable(),
        quantity: decimal,
        /** Of the whole line, after its discounts. */
        amount: moneySchema,
        /** The article sold, by the source's id. */
        itemId: objectId.nullable(),
      }),
    )
    .max(maxOrderLines),
  discount: moneySchema,
  tax: moneySchema,
  tip: moneySchema,
  total: moneySchema,
  placedAt: instant,
  closedAt: instant.nullable(),
})
export type OrderRecord = z.output<typeof orderRecord>
