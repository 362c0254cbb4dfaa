import { z } from 'zod'
import { optionalInstant } from '../shape.ts'

export { instant, optionalInstant } from '../shape.ts'

/** FlashERP's ids stand in addresses as they are: nothing in them may need escaping or climb a path. */
export const objectId = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/)
/** No more digits than an order of twelve holds. */
export const objectVersion = z.int().min(1).max(999_999_999_999)
/** Somebody else's id, as it was written there; empty is none. */
export const reference = z
  .string()
  .max(255)
  .nullish()
  .transform((text) => text || null)

/** What every object begins with. */
export const objectHead = {
  id: objectId,
  version: objectVersion,
  external_ref: reference,
  updated_at: optionalInstant,
}

/** As much of a written object as tells that it is the one we wrote. */
export const writtenSchema = z.object({
  id: objectId,
  version: objectVersion,
  external_ref: z.string().max(255).nullable(),
})

export const errorSchema = z.object({
  error: z.object({
    code: z.string().max(60),
    message: z.string().default(''),
    field: z.string().max(120).nullish(),
    /** With `duplicate`: who holds the external reference. */
    existing_id: objectId.nullish(),
    existing_version: objectVersion.nullish(),
    /** With `stale_version`. */
    current_version: objectVersion.nullish(),
  }),
})
export type FlashErpError = z.output<typeof errorSchema>['error']
