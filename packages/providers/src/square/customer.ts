import type { CustomerRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { cutText, identifier, optionalInstant, optionalText } from '../shape.ts'
import { objectReader } from './object.ts'
import { maxDescriptionLength, maxSourceTextLength, objectVersion, reference } from './wire.ts'

const addressSchema = z
  .object({
    address_line_1: optionalText(500),
    address_line_2: optionalText(500),
    locality: optionalText(200),
    administrative_district_level_1: optionalText(200),
    postal_code: optionalText(50),
    country: optionalText(100),
  })
  .nullish()

const customerSchema = z.object({
  id: identifier(255),
  given_name: optionalText(300),
  family_name: optionalText(300),
  company_name: optionalText(500),
  nickname: optionalText(100),
  email_address: optionalText(512),
  phone_number: optionalText(60),
  address: addressSchema,
  note: optionalText(maxSourceTextLength),
  reference_id: reference.catch(null),
  version: objectVersion.nullish(),
  updated_at: optionalInstant,
})
type SquareCustomer = z.output<typeof customerSchema>

function toRecord(customer: SquareCustomer, deleted: boolean): CustomerRecord {
  return {
    entity: 'customer',
    sourceId: customer.id,
    name: nameOf(customer),
    email: customer.email_address,
    phone: customer.phone_number,
    address: toAddress(customer.address),
    note: cutText(customer.note, maxDescriptionLength),
    deleted,
  }
}

function nameOf({ given_name, family_name, company_name, nickname }: SquareCustomer): string | null {
  const person = [given_name, family_name].filter((part) => part !== null).join(' ')
  return cutText(person || (company_name ?? nickname), 500)
}

function toAddress(address: SquareCustomer['address']): CustomerRecord['address'] {
  if (!address) return null
  const record = {
    line1: address.address_line_1,
    line2: address.address_line_2,
    city: address.locality,
    state: address.administrative_district_level_1,
    postalCode: address.postal_code,
    country: address.country,
  }
  return Object.values(record).every((part) => part === null) ? null : record
}

export const readCustomer = objectReader(customerSchema, (customer, deleted) => ({
  record: toRecord(customer, deleted),
  version: customer.version ?? null,
  changedAt: customer.updated_at,
  externalRef: customer.reference_id,
  // Customers belong to the merchant, whatever the location.
  place: null,
}))
