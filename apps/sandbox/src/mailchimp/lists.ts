import { jsonAnswer, type Result } from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import { invalid, notFound, problem, refused } from './errors.ts'
import { memberIdOf, shown } from './member.ts'
import { readEmail } from './member-body.ts'
import { noteEffect, writeMember } from './members.ts'
import { findList, freshHex, type MailchimpScope, stateOf, timestamp } from './scope.ts'
import { type MailchimpList, mailchimpAccounts } from './state.ts'

const maxLists = 100
const maxBatch = 500
const maxCount = 1_000

export type Counting = { ok: true; count: number; offset: number } | { ok: false; result: Result }

/** `count` (10, at most 1000) and `offset`. */
export function readCounting(query: URLSearchParams): Counting {
  const count = Number(query.get('count') ?? 10)
  const offset = Number(query.get('offset') ?? 0)
  if (!Number.isInteger(count) || count < 0 || count > maxCount)
    return { ok: false, result: refused(invalid('count', `must be 0 to ${maxCount}`)) }
  if (!Number.isInteger(offset) || offset < 0)
    return { ok: false, result: refused(invalid('offset', 'must not be negative')) }
  return { ok: true, count, offset }
}

const shownList = (scope: MailchimpScope, list: MailchimpList) => ({
  ...list,
  email_type_option: false,
  stats: { member_count: stateOf(scope).members(list.id).size },
  _links: [],
})

export function listLists(scope: MailchimpScope, query: URLSearchParams): Result {
  const counting = readCounting(query)
  if (!counting.ok) return counting.result
  const owner = [...mailchimpAccounts(scope.ctx.store).oldestFirst()].find(
    ({ account }) => account === scope.account,
  )
  if (owner) findList(scope.ctx, scope.account, owner.listId)
  const all = [...stateOf(scope).lists.oldestFirst()]
  const lists = all.slice(counting.offset, counting.offset + counting.count)
  const body = { lists: lists.map((list) => shownList(scope, list)), total_items: all.length, _links: [] }
  return { executed: true, answer: jsonAnswer(200, body) }
}

export const getList = (scope: MailchimpScope, list: MailchimpList): Result => ({
  executed: true,
  answer: jsonAnswer(200, shownList(scope, list)),
})

export function createList(scope: MailchimpScope, body: unknown): Result {
  if (!isPlainObject(body)) return refused(invalid('', 'Schema describes object.'))
  const { name, contact, permission_reminder, campaign_defaults } = body
  if (typeof name !== 'string' || name === '')
    return refused(invalid('name', 'This value should not be blank.'))
  if (typeof permission_reminder !== 'string')
    return refused(invalid('permission_reminder', 'This value should not be blank.'))
  for (const [field, value] of Object.entries({ contact, campaign_defaults }))
    if (!isPlainObject(value)) return refused(invalid(field, 'Schema describes object.'))
  const { lists } = stateOf(scope)
  if (lists.size >= maxLists)
    return refused(problem(403, 'User action not permitted', 'This account has all its audiences.'))
  const list: MailchimpList = {
    id: freshHex(10),
    name,
    contact: contact as object,
    permission_reminder,
    campaign_defaults: campaign_defaults as object,
    date_created: timestamp(scope.ctx.now()),
  }
  lists.put(list.id, list)
  noteEffect(scope, list.id, 'create', 'list')
  return { executed: true, answer: jsonAnswer(200, shownList(scope, list)) }
}

/**
 * `{members: [≤ 500], update_existing}`: 200 whatever became of each. An address may stand in it once.
 */
export function writeBatch(scope: MailchimpScope, body: unknown): Result {
  const { members, update_existing: updates } = (body ?? {}) as {
    members?: unknown
    update_existing?: unknown
  }
  if (!Array.isArray(members) || members.length === 0)
    return refused(invalid('members', 'This value should not be blank.'))
  if (members.length > maxBatch) return refused(invalid('members', `At most ${maxBatch} members.`))
  const made: unknown[] = []
  const changed: unknown[] = []
  const errors: object[] = []
  const seen = new Set<string>()
  for (const item of members) {
    const given: unknown = isPlainObject(item) ? item.email_address : undefined
    const email = readEmail(given, 'email_address')
    const address = typeof given === 'string' ? given.slice(0, 320) : ''
    const fail = (error: string, error_code: string) =>
      errors.push({ email_address: address, error, error_code, field: '', field_message: '' })
    if (!email.ok) fail(email.problem.message, 'ERROR_GENERIC')
    else if (seen.has(memberIdOf(email.value))) fail(`${address} appears more than once.`, 'ERROR_GENERIC')
    else {
      const id = memberIdOf(email.value)
      seen.add(id)
      if (updates !== true && stateOf(scope).members(scope.listId).get(id)) {
        fail(`${address} is already a list member.`, 'ERROR_CONTACT_EXISTS')
        continue
      }
      const written = writeMember(scope, id, item, true)
      if (written.ok) (written.created ? made : changed).push(shown(written.member))
      else fail(detailOf(written.answer.body), 'ERROR_GENERIC')
    }
  }
  const counts = { total_created: made.length, total_updated: changed.length, error_count: errors.length }
  const answer = jsonAnswer(200, {
    new_members: made,
    updated_members: changed,
    errors,
    ...counts,
    _links: [],
  })
  return { executed: true, answer }
}

const detailOf = (body: string): string => String((JSON.parse(body) as { detail?: unknown }).detail)

/** Members by their last change, oldest first unless asked otherwise; who is archived is left out unless asked for. */
export function listMembers(scope: MailchimpScope, query: URLSearchParams): Result {
  const counting = readCounting(query)
  if (!counting.ok) return counting.result
  const since = query.get('since_last_changed')
  if (since !== null && Number.isNaN(Date.parse(since)))
    return refused(invalid('since_last_changed', 'must be a time'))
  const status = query.get('status')
  const found = [...stateOf(scope).members(scope.listId).byChange()]
    .map(({ member }) => member)
    .filter((member) => (status === null ? member.status !== 'archived' : member.status === status))
    .filter((member) => since === null || Date.parse(member.last_changed) > Date.parse(since))
  if (query.get('sort_dir') === 'DESC') found.reverse()
  const members = found.slice(counting.offset, counting.offset + counting.count).map(shown)
  const body = { members, list_id: scope.listId, total_items: found.length, _links: [] }
  return { executed: true, answer: jsonAnswer(200, body) }
}

export function getMember(scope: MailchimpScope, id: string): Result {
  const held = stateOf(scope).members(scope.listId).get(id)
  return held ? { executed: true, answer: jsonAnswer(200, shown(held.member)) } : refused(notFound())
}

export function listTags(scope: MailchimpScope, id: string): Result {
  const held = stateOf(scope).members(scope.listId).get(id)
  if (!held) return refused(notFound())
  const { tags } = held.member
  return { executed: true, answer: jsonAnswer(200, { tags, total_items: tags.length, _links: [] }) }
}

/** Tags that somebody of the audience has, those whose name begins as asked. */
export function searchTags(scope: MailchimpScope, query: URLSearchParams): Result {
  const begins = query.get('name')?.toLowerCase() ?? ''
  const ids = new Map<string, number>()
  for (const { member } of stateOf(scope).members(scope.listId).byChange())
    for (const { id, name } of member.tags)
      if (name.toLowerCase().startsWith(begins) && !ids.has(name)) ids.set(name, id)
  const tags = [...ids].map(([name, id]) => ({ id, name }))
  return { executed: true, answer: jsonAnswer(200, { tags, total_items: tags.length }) }
}
