import type { ErrorCode } from '@syncline/domain/error'
import type { CustomerRecord } from '@syncline/domain/record'
import type { Link, Plan, PlannedCall } from '../provider.ts'
import { fieldLimits, objectId } from './wire.ts'

const noCall = (code: ErrorCode, field: string, detail: string): Plan => ({ ok: false, code, field, detail })

/**
 * The call that brings FlashERP's customer to what the record says. Pure: members stand in one order, nothing is
 * taken from the clock. Null clears a field; `active` is left alone unless the record is gone (see README.md).
 */
export function planCustomer(record: CustomerRecord, link: Link | null): Plan {
  if (link && !objectId.safeParse(link.externalId).success)
    return noCall('MAPPING_FAILED', 'id', 'The linked id is not one that FlashERP gives out.')
  if (record.deleted) return planDeletion(link)
  const misfit = misfitOf(record)
  if (misfit) return misfit
  const fields = customerFields(record)
  if (!link) return { ok: true, call: call('POST', '/customers', fields, 'created', null) }
  return { ok: true, call: changeOf(link, fields, 'updated') }
}

/** FlashERP deletes nothing, so that invoices keep their customer: it is made inactive. */
function planDeletion(link: Link | null): Plan {
  return link
    ? { ok: true, call: changeOf(link, { active: false }, 'deleted') }
    : noCall('RECORD_NOT_FOUND', 'id', 'It was deleted at its source and was never written to FlashERP.')
}

function changeOf(link: Link, fields: object, effect: 'updated' | 'deleted'): PlannedCall {
  const { externalId, externalVersion } = link
  const body = externalVersion === null ? fields : { ...fields, version: externalVersion }
  return call('PUT', `/customers/${externalId}`, body, effect, externalId)
}

function call(
  method: 'POST' | 'PUT',
  path: string,
  body: object,
  effect: PlannedCall['effect'],
  externalId: string | null,
): PlannedCall {
  return { method, path, body: JSON.stringify(body), effect, externalId }
}

function customerFields(record: CustomerRecord) {
  const { address } = record
  return {
    external_ref: record.sourceId,
    name: record.name,
    email: record.email,
    phone: record.phone,
    address: address && {
      line1: address.line1,
      line2: address.line2,
      city: address.city,
      state: address.state,
      postal_code: address.postalCode,
      country: address.country?.toUpperCase() ?? null,
    },
    note: record.note,
  }
}

/** The first field that FlashERP could not take. Named without its content: that goes where anybody may read. */
function misfitOf(record: CustomerRecord): Plan | null {
  const { name, email, phone, address, note } = record
  if (name === null && email === null && phone === null)
    return noCall(
      'REQUIRED_FIELD_MISSING',
      'name',
      'FlashERP needs a name, an e-mail address or a phone number.',
    )
  const limited: [field: string, value: string | null | undefined, maxLength: number][] = [
    ['name', name, fieldLimits.text],
    ['email', email, fieldLimits.email],
    ['phone', phone, fieldLimits.phone],
    ['address.line1', address?.line1, fieldLimits.text],
    ['address.line2', address?.line2, fieldLimits.text],
    ['address.city', address?.city, fieldLimits.text],
    ['address.state', address?.state, fieldLimits.text],
    ['address.postal_code', address?.postalCode, fieldLimits.postalCode],
    ['note', note, fieldLimits.note],
  ]
  for (const [field, value, maxLength] of limited)
    if (value && value.length > maxLength)
      return noCall('MAPPING_FAILED', field, `Longer than the ${maxLength} characters FlashERP takes.`)
  if (address?.country && !/^[A-Za-z]{2}$/.test(address.country))
    return noCall('MAPPING_FAILED', 'address.country', 'FlashERP takes a country as its two letters only.')
  return null
}
