import type { CustomerRecord, VendorRecord } from '@syncline/domain/record'
import { cutText } from '../shape.ts'
import { isBlank, type Members, type NoPlan, noCall, type Writing } from './plan.ts'

/** What QuickBooks holds less of than the hub. */
const maxEmailLength = 100
const maxPhoneLength = 30
const maxNotesLength = 2_000
const maxAccountLength = 100

type Person = Pick<CustomerRecord, 'name' | 'email' | 'phone' | 'address'>

/** Where nobody gave a name, people are found by what else is known of them. A colon would make a sub-customer. */
function displayNameOf({ name, email, phone }: Person): string | null {
  const [first] = [name, email, phone].map((text) => text?.replaceAll(/[:\s]+/g, ' ').trim()).filter(Boolean)
  return first ?? null
}

function personMembers(person: Person): Members {
  const { email, phone, address } = person
  const DisplayName = displayNameOf(person)
  if (DisplayName === null)
    return noCall(
      'REQUIRED_FIELD_MISSING',
      'name',
      'QuickBooks needs a name, an e-mail address or a phone number.',
    )
  const misfit = tooLong('email', email, maxEmailLength) ?? tooLong('phone', phone, maxPhoneLength)
  if (misfit) return misfit
  const members = {
    DisplayName,
    PrimaryEmailAddr: { Address: email ?? '' },
    PrimaryPhone: { FreeFormNumber: phone ?? '' },
    BillAddr: {
      Line1: address?.line1 ?? '',
      Line2: address?.line2 ?? '',
      City: address?.city ?? '',
      CountrySubDivisionCode: address?.state ?? '',
      PostalCode: address?.postalCode ?? '',
      Country: address?.country ?? '',
    },
  }
  return { ok: true, members }
}

/** Named without its content: that goes where anybody may read. */
const tooLong = (field: string, text: string | null, maxLength: number): NoPlan | null =>
  text !== null && text.length > maxLength
    ? noCall('MAPPING_FAILED', field, `Longer than the ${maxLength} characters QuickBooks takes.`)
    : null

const inactive = { members: { Active: false } } as const

export const customerWriting: Writing<'customer'> = {
  name: 'Customer',
  ending: inactive,
  membersOf(record) {
    const person = personMembers(record)
    if (!person.ok) return person
    return { ok: true, members: { ...person.members, Notes: cutText(record.note, maxNotesLength) ?? '' } }
  },
}

export const vendorWriting: Writing<'vendor'> = {
  name: 'Vendor',
  ending: inactive,
  membersOf(record: VendorRecord) {
    const person = personMembers(record)
    if (!person.ok) return person
    const misfit = tooLong('accountNumber', record.accountNumber, maxAccountLength)
    if (misfit) return misfit
    const { accountNumber, active } = record
    const members = { ...person.members, AcctNum: accountNumber ?? '', Active: active }
    // What one invoice does not say of its vendor the books still know.
    return {
      ok: true,
      members: Object.fromEntries(Object.entries(members).filter(([, value]) => !isBlank(value))),
    }
  },
}
