import type { CustomerRecord } from '@syncline/domain/record'
import { keptReference, type Plan, type PlanContext, type PlannedCall } from '../provider.ts'
import { neverWritten, noCall, strangeId } from './no-call.ts'
import { objectId } from './wire.ts'

/** Fields that Square holds less of than the hub. */
const maxNamePartLength = 300
const maxEmailLength = 254
const maxReferenceLength = 100

/**
 * The call that brings Square's customer to what the record says. Pure: members stand in one order, nothing is taken
 * from the clock. A change sends every field and clears what the record lacks; a creation leaves that out.
 */
export function planCustomer(record: CustomerRecord, context: PlanContext): Plan {
  const { link } = context
  if (link && !objectId.safeParse(link.externalId).success) return strangeId
  if (record.deleted) {
    if (link) return { ok: true, call: call('DELETE', customerPath(link.externalId), null, link.externalId) }
    return neverWritten
  }
  const reference = keptReference(record, context)
  const misfit = misfitOf(record, reference)
  if (misfit) return misfit
  const members = customerMembers(record, reference)
  if (!link) return { ok: true, call: call('POST', '/v2/customers', withoutNulls(members), null) }
  const { externalId, externalVersion } = link
  const body = externalVersion === null ? members : { ...members, version: externalVersion }
  return { ok: true, call: call('PUT', customerPath(externalId), body, externalId) }
}

const customerPath = (id: string) => `/v2/customers/${id}`
const effects = { POST: 'created', PUT: 'updated', DELETE: 'deleted' } as const

function call(
  method: keyof typeof effects,
  path: string,
  members: object | null,
  externalId: string | null,
): PlannedCall {
  // One merchant stands behind one token, so no call names another.
  const body = members === null ? '' : JSON.stringify(members)
  return { method, path, body, effect: effects[method], externalId, accountId: null }
}

function customerMembers(record: CustomerRecord, reference: string | null): Record<string, unknown> {
  const { address } = record
  const { given, family } = splitName(record.name)
  return {
    given_name: given,
    family_name: family,
    email_address: filled(record.email),
    phone_number: filled(record.phone),
    address: address && {
      address_line_1: filled(address.line1),
      address_line_2: filled(address.line2),
      locality: filled(address.city),
      administrative_district_level_1: filled(address.state),
      postal_code: filled(address.postalCode),
      country: filled(address.country)?.toUpperCase() ?? null,
    },
    note: filled(record.note),
    ...(reference === null ? {} : { reference_id: reference }),
  }
}

const filled = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text)

/** At the last space; joined again it is the name it was. */
function splitName(name: string | null): { given: string | null; family: string | null } {
  const whole = filled(name)?.trimEnd() ?? null
  const at = whole?.lastIndexOf(' ') ?? -1
  if (whole === null || at < 0 || whole.slice(0, at).trim() === '') return { given: whole, family: null }
  return { given: whole.slice(0, at), family: whole.slice(at + 1) }
}

function withoutNulls(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [
        name,
        typeof value === 'object' ? withoutNulls(value as Record<string, unknown>) : value,
      ]),
  )
}

/** The first field that Square could not take. Named without its content: that goes where anybody may read. */
function misfitOf(record: CustomerRecord, reference: string | null): Plan | null {
  const misfit = (field: string, detail: string) => noCall('MAPPING_FAILED', field, detail)
  const { given, family } = splitName(record.name)
  const { email, phone, address } = record
  if (!given && !filled(email) && !filled(phone))
    return noCall(
      'REQUIRED_FIELD_MISSING',
      'name',
      'Square needs a name, an e-mail address or a phone number.',
    )
  if (Math.max(given?.length ?? 0, family?.length ?? 0) > maxNamePartLength)
    return misfit('name', `A part of it is longer than the ${maxNamePartLength} characters Square takes.`)
  if ((email?.length ?? 0) > maxEmailLength)
    return misfit('email', `Longer than the ${maxEmailLength} characters Square takes.`)
  if (filled(phone) && !/^\+?(?:[ ().-]*\d){9,16}$/.test(phone ?? ''))
    return misfit('phone', 'Square takes 9 to 16 digits.')
  if (filled(address?.country ?? null) && !/^[A-Za-z]{2}$/.test(address?.country ?? ''))
    return misfit('address.country', 'Square takes the two letters of ISO 3166.')
  if ((reference?.length ?? 0) > maxReferenceLength)
    return misfit('sourceId', `Longer than the ${maxReferenceLength} characters Square keeps as a reference.`)
  return null
}
