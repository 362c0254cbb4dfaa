import type { CustomerRecord } from '@syncline/domain/record'
import type Stripe from 'stripe'
import { z } from 'zod'
import { cutText, identifier, optionalText } from '../shape.ts'

/** Stripe keeps descriptions of up to 5,000 characters; the hub's note holds fewer. */
const maxNoteLength = 1_000

const addressSchema = z
  .object({
    line1: optionalText(500),
    line2: optionalText(500),
    city: optionalText(200),
    state: optionalText(200),
    postal_code: optionalText(50),
    country: optionalText(100),
  } satisfies Partial<Record<keyof Stripe.Address, unknown>>)
  .nullish()

/** Where the object came from, if it was the hub that wrote it there. */
export const metadataSchema = z
  .object({ syncline_ref: z.string().min(1).max(255).nullish().catch(null) })
  .nullish()
  .catch(null)

/**
 * The members of a customer that we read. All but the id may be absent: a deleted customer has none of them, and older
 * API versions lack the newer ones.
 */
export const customerSchema = z.object({
  id: identifier(255),
  object: z.literal('customer'),
  deleted: z.boolean().nullish(),
  name: optionalText(500),
  business_name: optionalText(500),
  individual_name: optionalText(500),
  email: optionalText(512),
  phone: optionalText(60),
  description: optionalText(5_000),
  address: addressSchema,
  metadata: metadataSchema,
} satisfies Partial<Record<keyof Stripe.Customer, unknown>>)
export type StripeCustomer = z.output<typeof customerSchema>

export function toRecord(customer: StripeCustomer, deletedByEvent: boolean): CustomerRecord {
  return {
    entity: 'customer',
    sourceId: customer.id,
    name: customer.name ?? customer.business_name ?? customer.individual_name,
    email: customer.email,
    phone: customer.phone,
    address: toAddress(customer.address),
    note: cutText(customer.description, maxNoteLength),
    deleted: deletedByEvent || customer.deleted === true,
  }
}

function toAddress(address: StripeCustomer['address']): CustomerRecord['address'] {
  if (!address) return null
  const { line1, line2, city, state, postal_code: postalCode, country } = address
  const record = { line1, line2, city, state, postalCode, country }
  return Object.values(record).every((part) => part === null) ? null : record
}
