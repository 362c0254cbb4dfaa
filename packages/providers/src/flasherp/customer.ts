import type { CustomerRecord } from '@syncline/domain/record'
import { z } from 'zod'
import type { PlanContext } from '../provider.ts'
import { cutText, optionalText } from '../shape.ts'
import {
  filled,
  type Kind,
  type Members,
  type NoPlan,
  noCall,
  objectReader,
  referenceMember,
} from './kind.ts'
import { objectHead } from './wire.ts'

/** The one field that FlashERP holds less of than the hub, and the one that it holds more of. */
const maxEmailLength = 320
const maxNoteLength = 1_000

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

const customerSchema = z.object({
  ...objectHead,
  name: optionalText(500),
  email: optionalText(512),
  phone: optionalText(60),
  address: addressSchema,
  note: optionalText(5_000),
  active: z.boolean().default(true),
})

function toRecord(customer: z.output<typeof customerSchema>): CustomerRecord {
  const { address } = customer
  return {
    entity: 'customer',
    sourceId: customer.id,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    address: address
      ? {
          line1: address.line1,
          line2: address.line2,
          city: address.city,
          state: address.state,
          postalCode: address.postal_code,
          country: address.country,
        }
      : null,
    note: cutText(customer.note, maxNoteLength),
    deleted: false,
  }
}

/** `active` is left alone: whoever was made inactive by hand stays so. */
function membersOf(record: CustomerRecord, context: PlanContext): Members {
  const misfit = misfitOf(record)
  if (misfit) return misfit
  const { address } = record
  const members = {
    ...referenceMember(record, context),
    name: filled(record.name),
    email: filled(record.email),
    phone: filled(record.phone),
    address: address && {
      line1: filled(address.line1),
      line2: filled(address.line2),
      city: filled(address.city),
      state: filled(address.state),
      postal_code: filled(address.postalCode),
      country: filled(address.country),
    },
    note: filled(record.note),
  }
  return { ok: true, members }
}

/** The first field that FlashERP could not take. Named without its content: that goes where anybody may read. */
function misfitOf({ name, email, phone }: CustomerRecord): NoPlan | null {
  if (!name && !email && !phone)
    return noCall(
      'REQUIRED_FIELD_MISSING',
      'name',
      'FlashERP needs a name, an e-mail address or a phone number.',
    )
  if (email && email.length > maxEmailLength)
    return noCall('MAPPING_FAILED', 'email', `Longer than the ${maxEmailLength} characters FlashERP takes.`)
  return null
}

export const customerKind: Kind<'customer'> = {
  entity: 'customer',
  plural: 'customers',
  read: objectReader(customerSchema, toRecord),
  membersOf,
  ending: { active: false },
  referredTo: true,
}
