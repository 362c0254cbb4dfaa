import type { ErrorCode } from '@syncline/domain/error'
import type { CustomerRecord } from '@syncline/domain/record'
import type { Link, Plan, PlanContext, PlannedCall } from '../provider.ts'
import { objectId } from './wire.ts'

/** The one field that FlashERP holds less of than the hub. */
const maxEmailLength = 320

const noCall = (code: ErrorCode, field: string, detail: string): Plan => ({ ok: false, code, field, detail })

/**
 * The call that brings FlashERP's customer to what the record says. Pure: members stand in one order, nothing is
 * taken from the clock. Null clears a field; `active` is left alone unless the record is gone (see README.md).
 */
export function planCustomer(record: CustomerRecord, { link }: PlanContext): Plan {
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
  // One account stands behind one key, so no call names another.
  return { method, path, body: JSON.stringify(body), effect, externalId, accountId: null }
}

function customerFields(record: CustomerRecord) {
  const { address } = record
  return {
    external_ref: record.sourceId,
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
}

/** FlashERP takes null for nothing, never an empty text. */
const filled = (text: string | null): string | null => (text === '' ? null : text)

/** The first field that FlashERP could not take. Named without its content: that goes where anybody may read. */
function misfitOf({ name, email, phone }: CustomerRecord): Plan | null {
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
