import type { ErrorCode } from '@syncline/domain/error'
import type { ContactRecord, CustomerRecord } from '@syncline/domain/record'
import type { Plan, PlanContext, PlannedCall } from '../provider.ts'
import { memberId, memberIdOf } from './member-id.ts'

/** What a call sends of a member, in one order. */
export interface MemberBody {
  readonly email_address: string
  readonly status_if_new: string
  readonly status?: string
  readonly language?: string
  readonly merge_fields: { readonly FNAME: string; readonly LNAME: string; readonly PHONE: string }
  readonly tags?: readonly string[]
}
export type Members = { readonly ok: true; readonly members: MemberBody } | Extract<Plan, { ok: false }>

const maxNameLength = 255
const address = /^[^\s@]+@[^\s@]+$/

/**
 * The call that brings a member of the audience to what the contact says: an upsert, so that neither a repeat nor a member
 * who is there already is any trouble. Nothing is taken from the clock.
 */
export function planContact(record: ContactRecord, { link }: PlanContext): Plan {
  if (record.deleted || record.status === 'archived') return planArchiving(link?.externalId ?? null)
  return planUpsert(membersOf(record), link?.externalId ?? null)
}

/** A customer is somebody to write receipts to; whether they want mail is theirs to say, so nobody is subscribed. */
export function planCustomer(record: CustomerRecord, { link }: PlanContext): Plan {
  if (record.deleted) return planArchiving(link?.externalId ?? null)
  return planUpsert(membersOfCustomer(record), link?.externalId ?? null)
}

export function membersOf(record: ContactRecord): Members {
  const { email, status, firstName, lastName, phone, language, tags } = record
  const misfit = misfitOf({ email, firstName, lastName })
  if (misfit) return misfit
  return {
    ok: true,
    members: {
      email_address: email,
      status_if_new: status,
      status,
      ...(language ? { language } : {}),
      merge_fields: { FNAME: firstName ?? '', LNAME: lastName ?? '', PHONE: phone ?? '' },
      ...(tags.length > 0 ? { tags } : {}),
    },
  }
}

function membersOfCustomer({ name, email, phone }: CustomerRecord): Members {
  const [firstName, lastName] = splitName(name ?? '')
  const misfit = misfitOf({ email, firstName, lastName })
  if (misfit) return misfit
  return {
    ok: true,
    members: {
      email_address: email ?? '',
      status_if_new: 'transactional',
      merge_fields: { FNAME: firstName, LNAME: lastName, PHONE: phone ?? '' },
    },
  }
}

/** The first word and the rest: what people do by hand, and it reads back as the same name. */
function splitName(name: string): readonly [first: string, last: string] {
  const space = name.indexOf(' ')
  return space === -1 ? [name, ''] : [name.slice(0, space), name.slice(space + 1)]
}

/** The first field that Mailchimp could not take. Named without its content: that goes where anybody may read. */
function misfitOf(person: {
  readonly email: string | null
  readonly firstName: string | null
  readonly lastName: string | null
}): Extract<Plan, { ok: false }> | null {
  if (!person.email) return noCall('REQUIRED_FIELD_MISSING', 'email', 'Mailchimp needs an e-mail address.')
  if (!address.test(person.email)) return noCall('MAPPING_FAILED', 'email', 'It is no e-mail address.')
  for (const field of ['firstName', 'lastName'] as const)
    if ((person[field]?.length ?? 0) > maxNameLength)
      return noCall('MAPPING_FAILED', field, `Longer than the ${maxNameLength} characters Mailchimp takes.`)
  return null
}

/** Under the address that Mailchimp knows, so that a new one in the body moves the member. */
function planUpsert(asked: Members, externalId: string | null): Plan {
  if (!asked.ok) return asked
  if (externalId !== null && !memberId.safeParse(externalId).success) return strangeLink
  const id = externalId ?? memberIdOf(asked.members.email_address)
  const call: PlannedCall = {
    method: 'PUT',
    path: `/members/${id}`,
    body: JSON.stringify(asked.members),
    effect: externalId === null ? 'created' : 'updated',
    externalId,
    accountId: null,
  }
  return { ok: true, call }
}

function planArchiving(externalId: string | null): Plan {
  if (externalId === null)
    return noCall(
      'RECORD_NOT_FOUND',
      'id',
      'It was deleted at its source and was never written to Mailchimp.',
    )
  if (!memberId.safeParse(externalId).success) return strangeLink
  const path = `/members/${externalId}`
  return {
    ok: true,
    call: { method: 'DELETE', path, body: '', effect: 'deleted', externalId, accountId: null },
  }
}

const noCall = (code: ErrorCode, field: string, detail: string): Extract<Plan, { ok: false }> => ({
  ok: false,
  code,
  field,
  detail,
})

const strangeLink = noCall('MAPPING_FAILED', 'id', 'The linked id is not one that Mailchimp gives out.')
