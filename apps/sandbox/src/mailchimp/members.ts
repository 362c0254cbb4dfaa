import { traceOf } from '../context.ts'
import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import { invalid, invalidAt, notFound, problem, refused } from './errors.ts'
import { announce } from './events.ts'
import { memberIdOf, shown, toTags } from './member.ts'
import { type MemberBody, readMember } from './member-body.ts'
import { freshHex, type MailchimpScope, stateOf, timestamp } from './scope.ts'
import type { MailchimpMember, StoredMember } from './state.ts'

export type Written =
  | { ok: true; member: MailchimpMember; created: boolean; changed: boolean }
  | { ok: false; answer: Answer }

const no = (answer: Answer): { ok: false; answer: Answer } => ({ ok: false, answer })

/**
 * Writes a member under an id. With `adds` whoever is not there is added (PUT), else 404 (PATCH); a new address in the
 * body moves the member to a new id. What changes nothing leaves no effect and no event.
 */
export function writeMember(scope: MailchimpScope, id: string, body: unknown, adds: boolean): Written {
  const read = readMember(body)
  if (!read.ok) return no(invalidAt(read.problem))
  const asked = read.value
  const held = stateOf(scope).members(scope.listId).get(id)
  return held ? change(scope, held, asked) : adds ? add(scope, id, asked) : no(notFound())
}

function add(scope: MailchimpScope, id: string, asked: Partial<MemberBody>): Written {
  const { ctx, listId } = scope
  const { email_address: email, status_if_new: status = asked.status } = asked
  if (email === undefined) return no(invalid('email_address', 'This value should not be blank.'))
  if (memberIdOf(email) !== id)
    return no(invalid('email_address', 'The hash in the address is not that of this email address.'))
  if (status === undefined) return no(invalid('status_if_new', 'This value should not be blank.'))
  const { members, forgotten } = stateOf(scope)
  if (forgotten(listId).get(id) !== undefined)
    return no(problem(400, 'Forgotten Email Not Subscribed', 'This contact was permanently deleted.'))
  if (members(listId).size >= ctx.limits.objects)
    return no(problem(400, 'Bad Request', `An audience of the sandbox holds ${ctx.limits.objects} contacts.`))
  const now = timestamp(ctx.now())
  const member: MailchimpMember = {
    id,
    email_address: email,
    unique_email_id: freshHex(10),
    contact_id: freshHex(32),
    web_id: members(listId).size + 1,
    email_type: 'html',
    status,
    merge_fields: { FNAME: '', LNAME: '', ADDRESS: '', PHONE: '', BIRTHDAY: '', ...asked.merge_fields },
    language: asked.language ?? '',
    tags: toTags([], asked.tags ?? []),
    timestamp_signup: now,
    last_changed: now,
    list_id: listId,
  }
  save(scope, null, { member, optedOut: false })
  return { ok: true, member, created: true, changed: true }
}

function change(scope: MailchimpScope, held: StoredMember, asked: Partial<MemberBody>): Written {
  const { member: before, optedOut } = held
  const { status = before.status, email_address: email = before.email_address } = asked
  if (optedOut && scope.source === 'api' && (status === 'subscribed' || status === 'pending'))
    return no(problem(400, 'Member In Compliance State', 'The contact left by their own hand.'))
  const id = memberIdOf(email)
  if (id !== before.id && stateOf(scope).members(scope.listId).get(id))
    return no(problem(400, 'Member Exists', `${email} is already a list member.`))
  const after: MailchimpMember = {
    ...before,
    id,
    email_address: email,
    unique_email_id: id === before.id ? before.unique_email_id : freshHex(10),
    status:
      before.status === 'archived' && asked.status === undefined
        ? (asked.status_if_new ?? 'archived')
        : status,
    merge_fields: { ...before.merge_fields, ...asked.merge_fields },
    language: asked.language ?? before.language,
    tags: toTags(before.tags, asked.tags ?? []),
  }
  if (JSON.stringify(after) === JSON.stringify(before))
    return { ok: true, member: before, created: false, changed: false }
  const member = { ...after, last_changed: timestamp(scope.ctx.now()) }
  save(scope, before, { member, optedOut: member.status === before.status && optedOut })
  return { ok: true, member, created: false, changed: true }
}

/** State, effect and event of one change. */
export function save(scope: MailchimpScope, before: MailchimpMember | null, stored: StoredMember): void {
  const { member } = stored
  const members = stateOf(scope).members(scope.listId)
  if (before && before.id !== member.id) members.remove(before.id)
  members.put(member.id, stored)
  const isArchived = member.status === 'archived'
  noteEffect(scope, member.id, before === null ? 'create' : isArchived ? 'delete' : 'update')
  announce(scope, before, member)
}

export function noteEffect(
  { ctx, account, origin }: MailchimpScope,
  objectId: string,
  operation: 'create' | 'update' | 'delete',
  entity = 'member',
): void {
  ctx.ledger.effects.append({
    at: new Date(ctx.now()).toISOString(),
    provider: 'mailchimp',
    account,
    entity,
    objectId,
    operation,
    ...traceOf(origin),
    externalRef: null,
    sourceVersion: null,
    objectVersion: null,
    money: null,
  })
}

export const writtenResult = (written: Written): Result =>
  written.ok ? { executed: true, answer: jsonAnswer(200, shown(written.member)) } : refused(written.answer)
