import { bad, fields, good, isPlainObject, list, oneOf, type Read, type Reader, text } from '../shape.ts'
import { type MemberStatus, memberStatuses } from './state.ts'

export type MemberBody = {
  email_address: string
  status: MemberStatus
  status_if_new: MemberStatus
  merge_fields: Record<string, string>
  language: string
  tags: string[]
  email_type: string
  vip: boolean
}

/** Merge fields that this audience has; others are passed over, as Mailchimp does. */
const mergeTags: ReadonlySet<string> = new Set(['FNAME', 'LNAME', 'PHONE', 'ADDRESS', 'BIRTHDAY'])

const mergeFields: Reader<Record<string, string>> = (value, path) => {
  if (!isPlainObject(value)) return bad(path, 'This value should be of type object.')
  const known: [string, string][] = []
  for (const [name, field] of Object.entries(value)) {
    if (!mergeTags.has(name)) continue
    const held = typeof field === 'number' ? String(field) : field
    if (typeof held !== 'string') return bad(name, 'Data did not match any of the schemas.')
    if (held.length > 255) return bad(name, 'This value is too long.')
    known.push([name, held])
  }
  return good(Object.fromEntries(known))
}

export const readEmail: Reader<string> = (value, path) =>
  typeof value === 'string' && value.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(value)
    ? good(value)
    : bad(path, 'Please provide a valid email address.')

/** What a body says of a member; members that are not modelled are refused by name. */
export const readMember: (body: unknown) => Read<Partial<MemberBody>> = (body) =>
  fields<MemberBody>({
    email_address: readEmail,
    status: oneOf(memberStatuses),
    status_if_new: oneOf(memberStatuses),
    merge_fields: mergeFields,
    language: text(35, 0),
    tags: list(text(100), 100),
    email_type: oneOf(['html', 'text']),
    vip: (value, path) => (typeof value === 'boolean' ? good(value) : bad(path, 'must be a boolean')),
  })(body, '')
