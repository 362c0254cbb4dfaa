import { z } from 'zod'
import { notUnderstood, recordUnderstanding, type Understanding } from '../fixtures/understanding.ts'
import { memberSchema, toContact } from './member.ts'
import { problemSchema } from './problem.ts'
import { batchSchema } from './written.ts'

const maxItems = 1_000
const listSchema = z.looseObject({ total_items: z.int().min(0) })
/** Signing in answers as OAuth does. */
const oauthSchema = z.object({ error: z.string().min(1).max(120), email_address: z.undefined().optional() })
/** Objects that become no record, by a member that no other kind has. */
const tells = [
  ['health_status', 'health'],
  ['account_id', 'account'],
  ['api_endpoint', 'account'],
  ['access_token', 'token'],
  ['total_operations', 'batch'],
  ['campaign_defaults', 'list'],
  ['sources', 'webhook'],
  ['merge_id', 'merge_field'],
  ['member_count', 'segment'],
  ['campaign_type', 'campaign'],
  ['recipients', 'campaign'],
  ['note_id', 'note'],
] as const

/** An answer of Mailchimp's API. */
export function understand(value: unknown): Understanding {
  if (typeof value !== 'object' || value === null) return notUnderstood
  const problem = problemSchema.safeParse(value)
  if (problem.success) {
    const { title, status } = problem.data
    return { kind: 'error', error: { type: title, code: String(status) } }
  }
  const refused = oauthSchema.safeParse(value)
  if (refused.success) return { kind: 'error', error: { type: 'oauth', code: refused.data.error } }
  const batch = batchSchema.safeParse(value)
  if (batch.success) {
    const { new_members, updated_members, errors } = batch.data
    const refused = errors.map(
      ({ error_code: code }): Understanding => ({ kind: 'error', error: { type: null, code: code ?? null } }),
    )
    return { kind: 'list', items: [...[...new_members, ...updated_members].map(understand), ...refused] }
  }
  const list = listSchema.safeParse(value)
  if (list.success) return understandList(list.data)
  if (Object.hasOwn(value, 'email_address')) {
    const member = memberSchema.safeParse(value)
    return member.success ? recordUnderstanding(toContact(member.data)) : notUnderstood
  }
  return understandOther(value)
}

/** The one list among the members of an answer; objects in it without a tell of their own are named by it. */
function understandList(list: Readonly<Record<string, unknown>>): Understanding {
  const found = Object.entries(list).find(([name, value]) => name !== '_links' && Array.isArray(value))
  if (!found) return notUnderstood
  const [name, items] = found as [string, readonly unknown[]]
  if (items.length > maxItems) return notUnderstood
  if (name === 'members') return { kind: 'list', items: items.map(understand) }
  return {
    kind: 'list',
    items: items.map((): Understanding => ({ kind: 'no_record', object: name, why: 'unknown_type' })),
  }
}

function understandOther(value: object): Understanding {
  const tell = tells.find(([member]) => Object.hasOwn(value, member))
  return tell ? { kind: 'no_record', object: tell[1], why: 'unknown_type' } : notUnderstood
}
