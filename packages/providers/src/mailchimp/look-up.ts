import { toAttempt } from '../attempt.ts'
import { holdsMembers } from '../json.ts'
import type { Access, LookUp, Manifest, PlannedCall } from '../provider.ts'
import { bodyOf, requestIdHeader, sentOf } from './call.ts'
import { get } from './get.ts'
import { memberIdOf } from './member-id.ts'
import { writtenSchema } from './written.ts'

/**
 * Whether a call was carried out, read off the member: by what was sent, or by being gone. A member who was changed again
 * since reads as absent, and the repeat writes what the record says.
 */
export async function lookUp(call: PlannedCall, access: Access, limits: Manifest['limits']): Promise<LookUp> {
  const sent = bodyOf(call)
  const id = sent === null ? String(call.externalId) : memberIdOf(String(sent.email_address))
  const question = { method: 'GET', path: `/members/${id}` } as const
  const got = await get(question, access, limits)
  const attempt = toAttempt({ ...question, members: null }, got.outcome, requestIdHeader, sentOf(call))
  // Whatever hinders the question, the call itself stays in doubt.
  const failed = { outcome: 'failed', certainty: 'unknown', learned: null, attempt } as const
  if (!got.ok) {
    const { code, retryable, retryAfterMs, detail } = got
    return { ...failed, code, retryable, retryAfterMs, detail }
  }
  const present = { outcome: 'present', link: { externalId: id, externalVersion: null }, attempt } as const
  const absent = { outcome: 'absent', attempt } as const
  if (got.json === null) return sent === null ? present : absent
  const member = writtenSchema.safeParse(got.json)
  if (!member.success || member.data.id !== id)
    return { ...failed, code: 'PROVIDER_MALFORMED_RESPONSE', retryable: true, retryAfterMs: 0, detail: null }
  const isArchived = member.data.status === 'archived'
  if (sent === null) return isArchived ? present : absent
  return !isArchived && holds(got.json, sent) ? present : absent
}

/** Empty merge fields and absent ones are the same; tags are only ever added by a call, and told as objects. */
function holds(member: unknown, sent: Record<string, unknown>): boolean {
  const { status_if_new: _ifNew, tags = [], merge_fields: fields = {}, email_address: _id, ...members } = sent
  const held = member as { readonly merge_fields?: Record<string, unknown>; readonly tags?: unknown }
  const names = Array.isArray(held.tags) ? held.tags.map((tag: { name?: unknown }) => tag?.name) : []
  return (
    holdsMembers(held, members) &&
    Object.entries(fields as object).every(([name, value]) => (held.merge_fields?.[name] ?? '') === value) &&
    (tags as readonly unknown[]).every((tag) => names.includes(tag))
  )
}
