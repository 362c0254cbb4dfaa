import { z } from 'zod'
import { cutText, optionalText } from '../shape.ts'
import { objectReader } from './object.ts'
import { personOf, personShape } from './person.ts'

const customerSchema = z.object({ ...personShape, Notes: optionalText(5_000) })

/** Somebody inactive is still the customer of old invoices, so is no deletion. */
export const readCustomer = objectReader('customer', customerSchema, (customer) => ({
  entity: 'customer',
  sourceId: customer.Id,
  deleted: false,
  ...personOf(customer),
  note: cutText(customer.Notes, 1_000),
}))
