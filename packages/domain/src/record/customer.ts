import { z } from 'zod'
import { recordHead, text } from './fields.ts'

export const addressSchema = z.strictObject({
  line1: text(500).nullable(),
  line2: text(500).nullable(),
  city: text(200).nullable(),
  state: text(200).nullable(),
  postalCode: text(50).nullable(),
  /** ISO 3166-1 alpha-2 where the provider gives it so; else as it came. */
  country: text(100).nullable(),
})

/** The hub's own form of a customer, whichever provider it came from. */
export const customerRecord = z.strictObject({
  ...recordHead('customer'),
  name: text(500).nullable(),
  email: text(512).nullable(),
  phone: text(60).nullable(),
  address: addressSchema.nullable(),
  note: text(1_000).nullable(),
})
export type CustomerRecord = z.output<typeof customerRecord>
