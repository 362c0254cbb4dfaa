import type { Answer, Result } from '../provider.ts'
import { invalid, notFound, problem, refused } from './errors.ts'
import { toTags } from './member.ts'
import { noteEffect, save } from './members.ts'
import { type MailchimpScope, stateOf, timestamp } from './scope.ts'

const noContent: Answer = { status: 204, headers: {}, body: '' }

export function archiveMember(scope: MailchimpScope, id: string): Result {
  const held = stateOf(scope).members(scope.listId).get(id)
  if (!held) return refused(notFound())
  const { member } = held
  if (member.status === 'archived')
    return refused(problem(405, 'Method Not Allowed', 'This list member cannot be removed.'))
  const after = { ...member, status: 'archived' as const, last_changed: timestamp(scope.ctx.now()) }
  save(scope, member, { ...held, member: after })
  return { executed: true, answer: noContent }
}

/** Erased for good: nobody of this address may be added by the API again. */
export function forgetMember(scope: MailchimpScope, id: string): Result {
  const { members, forgotten } = stateOf(scope)
  if (!members(scope.listId).get(id)) return refused(notFound())
  members(scope.listId).remove(id)
  forgotten(scope.listId).put(id, id)
  noteEffect(scope, id, 'delete')
  return { executed: true, answer: noContent }
}

/** `{tags: [{name, status}], is_syncing?}` → 204. */
export function tagMember(scope: MailchimpScope, id: string, body: unknown): Result {
  const held = stateOf(scope).members(scope.listId).get(id)
  if (!held) return refused(notFound())
  const { tags } = (body ?? {}) as { tags?: unknown }
  if (!Array.isArray(tags) || !tags.every(isTagChange))
    return refused(invalid('tags', 'Schema describes array.'))
  const given = tags.filter(({ status }) => status === 'active').map(({ name }) => name)
  const taken = new Set(tags.filter(({ status }) => status === 'inactive').map(({ name }) => name))
  const before = held.member
  const after = toTags(before.tags, given).filter(({ name }) => !taken.has(name))
  if (JSON.stringify(after) !== JSON.stringify(before.tags)) {
    const member = { ...before, tags: after, last_changed: timestamp(scope.ctx.now()) }
    stateOf(scope)
      .members(scope.listId)
      .put(id, { ...held, member })
    noteEffect(scope, id, 'update')
  }
  return { executed: true, answer: noContent }
}

function isTagChange(value: unknown): value is { name: string; status: 'active' | 'inactive' } {
  const { name, status } = (value ?? {}) as { name?: unknown; status?: unknown }
  return typeof name === 'string' && name !== '' && (status === 'active' || status === 'inactive')
}
