import { z } from 'zod'
import { optionalText } from '../shape.ts'

/** FlashERP's ids stand in addresses as they are: nothing in them may need escaping or climb a path. */
export const objectId = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/)
/** No more digits than an order of twelve holds. */
export const objectVersion = z.int().min(1).max(999_999_999_999)

const addressSchema = z
  .object({
    line1: optionalText(500),
    line2: optionalText(500),
    city: optionalText(200),
    state: optionalText(200),
    postal_code: optionalText(50),
    country: optionalText(100),
  })
  .nullish()

/** A customer as it comes in a webhook. */
export const customerSchema = z.object({
  id: objectId,
  version: objectVersion,
  external_ref: z.string().max(255).nullish(),
  name: optionalText(500),
  email: optionalText(512),
  phone: optionalText(60),
  address: addressSchema,
  note: optionalText(5_000),
  active: z.boolean().default(true),
  updated_at: z.iso.datetime({ offset: true }),
})
export type FlashErpCustomer = z.output<typeof customerSchema>

/** As much of a written customer as tells that it is the one we wrote. */
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
