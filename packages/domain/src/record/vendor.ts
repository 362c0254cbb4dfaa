import { z } from 'zod'
import { addressSchema } from './customer.ts'
import { recordHead, text } from './fields.ts'

/** Somebody the company buys from. */
export const vendorRecord = z.strictObject({
  ...recordHead('vendor'),
  name: text(500).nullable(),
  email: text(512).nullable(),
  phone: text(60).nullable(),
  address: addressSchema.nullable(),
  /** What the vendor calls the company: printed on its cheques. */
  accountNumber: text(120).nullable(),
  /** ISO 4217, where the provider keeps vendors in one currency. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  active: z.boolean(),
})
export type VendorRecord = z.output<typeof vendorRecord>
