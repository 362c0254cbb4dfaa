import type { CustomerRecord } from '@syncline/domain/record'
import type Stripe from 'stripe'
import { z } from 'zod'
import { cutText, identifier, optionalText } from '../shape.ts'
import { maxDescriptionLength, maxSourceTextLength, metadataSchema, objectReader } from './object.ts'

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

/**
 * The members of a customer that we read. All but the id may be absent: a deleted customer has none of them, and older
 * API versions lack the newer ones.
 */
const customerSchema = z.object({
  id: identifier(255),
  object: z.literal('customer'),
  deleted: z.boolean().nullish(),
  name: optionalText(500),
  business_name: optionalText(500),
  individual_name: optionalText(500),
  email: optionalText(512),
  phone: optionalText(60),
  description: optionalText(maxSourceTextLength),
  address: addressSchema,
  metadata: metadataSchema,
} satisfies Partial<Record<keyof Stripe.Customer, unknown>>)
type StripeCustomer = z.output<typeof customerSchema>

function toRecord(customer: StripeCustomer, eventType: string | null): CustomerRecord {
  return {
    entity: 'customer',
    sourceId: customer.id,
    name: customer.name ?? customer.business_name ?? customer.individual_name,
    email: customer.email,
    phone: customer.phone,
    address: toAddress(customer.address),
    note: cutText(customer.description, maxDescriptionLength),
    deleted: eventType === 'customer.deleted' || customer.deleted === true,
  }
}

function toAddress(address: StripeCustomer['address']): CustomerRecord['address'] {
  if (!address) return null
  const { line1, line2, city, state, postal_code: postalCode, country } = address
  const record = { line1, line2, city, state, postalCode, country }
  return Object.values(record).every((part) => part === null) ? null : record
}

export const readCustomer = objectReader(customerSchema, toRecord)
