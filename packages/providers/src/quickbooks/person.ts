import type { CustomerRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { optionalText } from '../shape.ts'
import { objectHead } from './wire.ts'

/** What customers and vendors have in common. */
const phone = z
  .object({ FreeFormNumber: optionalText(60) })
  .nullish()
  .transform((one) => one?.FreeFormNumber ?? null)

export const personShape = {
  ...objectHead,
  DisplayName: optionalText(500),
  Active: z.boolean().default(true),
  PrimaryEmailAddr: z
    .object({ Address: optionalText(512) })
    .nullish()
    .transform((one) => one?.Address ?? null),
  PrimaryPhone: phone,
  Mobile: phone,
  BillAddr: z
    .object({
      Line1: optionalText(500),
      Line2: optionalText(500),
      Line3: optionalText(500),
      City: optionalText(200),
      CountrySubDivisionCode: optionalText(200),
      PostalCode: optionalText(50),
      Country: optionalText(100),
    })
    .nullish(),
}
const personSchema = z.object(personShape)

/** Who it is. QuickBooks writes « (deleted)» behind the name of somebody who was made inactive. */
export function personOf(
  person: z.output<typeof personSchema>,
): Pick<CustomerRecord, 'name' | 'email' | 'phone' | 'address'> {
  const { BillAddr: address } = person
  const name = person.Active ? person.DisplayName : person.DisplayName?.replace(/ \(deleted\)$/, '')
  return {
    name: name ?? null,
    email: person.PrimaryEmailAddr,
    phone: person.PrimaryPhone ?? person.Mobile,
    address: address
      ? {
          line1: address.Line1,
          line2: [address.Line2, address.Line3].filter(Boolean).join(', ') || null,
          city: address.City,
          state: address.CountrySubDivisionCode,
          postalCode: address.PostalCode,
          country: address.Country,
        }
      : null,
  }
}
