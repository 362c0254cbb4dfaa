import type { ErrorCode } from '@syncline/domain/error'
import type { CustomerRecord } from '@syncline/domain/record'
import { keptReference, type Plan, type PlanContext, type PlannedCall } from '../provider.ts'
import { identifier } from '../shape.ts'
import { encodeForm, type FormMembers } from './form.ts'
import { objectId } from './id.ts'

/** Fields that Stripe holds less of than the hub. */
const maxNameLength = 256
const maxPhoneLength = 20

const noCall = (code: ErrorCode, field: string, detail: string): Plan => ({ ok: false, code, field, detail })

/**
 * The call that brings Stripe's customer to what the record says. Pure: members stand in one order, nothing is taken
 * from the clock. A change sends every field and clears what the record lacks; a creation leaves that out.
 */
export function planCustomer(record: CustomerRecord, context: PlanContext): Plan {
  const { link, accountId } = context
  if (link && !objectId.safeParse(link.externalId).success)
    return noCall('MAPPING_FAILED', 'id', 'The linked id is not one that Stripe gives out.')
  if (accountId !== null && !identifier(255).safeParse(accountId).success)
    return noCall('MAPPING_FAILED', 'account', 'The account is not one that Stripe gives out.')
  if (record.deleted) return planDeletion(context)
  const misfit = misfitOf(record)
  if (misfit) return misfit
  const fields = customerFields(record, keptReference(record, context))
  const call: PlannedCall = link
    ? {
        method: 'POST',
        path: `/v1/customers/${link.externalId}`,
        body: encodeForm(fields),
        effect: 'updated',
        externalId: link.externalId,
        accountId,
      }
    : {
        method: 'POST',
        path: '/v1/customers',
        body: encodeForm(withoutNulls(fields)),
        effect: 'created',
        externalId: null,
        accountId,
      }
  return { ok: true, call }
}

function planDeletion({ link, accountId }: PlanContext): Plan {
  if (!link)
    return noCall('RECORD_NOT_FOUND', 'id', 'It was deleted at its source and was never written to Stripe.')
  const { externalId } = link
  const path = `/v1/customers/${externalId}`
  return { ok: true, call: { method: 'DELETE', path, body: '', effect: 'deleted', externalId, accountId } }
}

function customerFields(record: CustomerRecord, reference: string | null): FormMembers {
  const { address } = record
  return {
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
    description: filled(record.note),
    ...(reference === null ? {} : { metadata: { syncline_ref: reference } }),
  }
}

const filled = (text: string | null): string | null => (text === '' ? null : text)

function withoutNulls(members: FormMembers): FormMembers {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))
}

/** The first field that Stripe could not take. Named without its content: that goes where anybody may read. */
function misfitOf({ name, phone }: CustomerRecord): Plan | null {
  const tooLong = (field: string, max: number) =>
    noCall('MAPPING_FAILED', field, `Longer than the ${max} characters Stripe takes.`)
  if (name && name.length > maxNameLength) return tooLong('name', maxNameLength)
  if (phone && phone.length > maxPhoneLength) return tooLong('phone', maxPhoneLength)
  return null
}
