import { z } from 'zod'
import type { Entity } from '../connection/entity.ts'

export const text = (max: number) => z.string().max(max)
/** An object's id at its provider. */
export const objectId = z.string().min(1).max(255)
/** Never a float. */
export const decimal = z.string().regex(/^\d{1,12}(\.\d{1,12})?$/)
/** UTC, RFC 3339. */
export const instant = z.iso.datetime()

/** What every kind of record begins with. */
export const recordHead = <Kind extends Entity>(entity: Kind) => ({
  entity: z.literal(entity),
  /** The provider's id of the object it was read from. */
  sourceId: objectId,
  /** Gone at its source. */
  deleted: z.boolean(),
})
