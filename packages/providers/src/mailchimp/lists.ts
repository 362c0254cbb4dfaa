import { z } from 'zod'
import { malformed } from '../answer.ts'
import type { Access, Manifest, PullFailure } from '../provider.ts'
import { identifier } from '../shape.ts'
import { rootOf } from './call.ts'
import { failureIn, get } from './get.ts'

/** One audience, which Mailchimp calls a list in its API. */
export interface Audience {
  readonly id: string
  readonly name: string
  readonly members: number
}

/** What Mailchimp asks before it makes one: who writes, and from where, as mail laws demand. */
export interface NewAudience {
  readonly name: string
  readonly permissionReminder: string
  readonly contact: {
    readonly company: string
    readonly address1: string
    readonly city: string
    readonly state: string
    readonly zip: string
    /** ISO 3166-1 alpha-2. */
    readonly country: string
  }
  readonly from: { readonly name: string; readonly email: string; readonly language: string }
}

const audienceSchema = z
  .object({
    id: identifier(40),
    name: z.string().max(500),
    stats: z.object({ member_count: z.int().min(0).default(0) }).default({ member_count: 0 }),
  })
  .transform(({ id, name, stats }): Audience => ({ id, name, members: stats.member_count }))
const maxAudiences = 1_000
const listsSchema = z.object({ lists: z.array(audienceSchema).max(maxAudiences) })

/** Every audience of the account; more than a thousand nobody has. */
export async function readAudiences(
  access: Access,
  limits: Manifest['limits'],
): Promise<{ readonly ok: true; readonly audiences: readonly Audience[] } | PullFailure> {
  const fields = 'lists.id,lists.name,lists.stats.member_count'
  const path = `/lists?count=${maxAudiences}&fields=${fields}`
  const got = await get({ method: 'GET', path }, rootOf(access), limits)
  if (!got.ok) return failureIn(got)
  const read = listsSchema.safeParse(got.json)
  return read.success ? { ok: true, audiences: read.data.lists } : malformed
}

/** Makes an audience. Not to be repeated blindly: Mailchimp makes a second one of the same name. */
export async function createAudience(
  audience: NewAudience,
  access: Access,
  limits: Manifest['limits'],
): Promise<{ readonly ok: true; readonly audience: Audience } | PullFailure> {
  const { name, permissionReminder, contact, from } = audience
  const body = JSON.stringify({
    name,
    permission_reminder: permissionReminder,
    email_type_option: false,
    contact,
    campaign_defaults: { from_name: from.name, from_email: from.email, subject: '', language: from.language },
  })
  const got = await get({ method: 'POST', path: '/lists', body }, rootOf(access), limits)
  if (!got.ok) return failureIn(got)
  const read = audienceSchema.safeParse(got.json)
  return read.success ? { ok: true, audience: read.data } : malformed
}
