import { z } from 'zod'
import { malformed } from '../answer.ts'
import type { Access, Manifest, PullFailure } from '../provider.ts'
import { rootOf } from './call.ts'
import { failureIn, get } from './get.ts'

/**
 * Gives somebody of the audience some tags and takes others away; the rest stay. No automation is set off by it. May be
 * repeated.
 */
export async function setTags(
  memberId: string,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
  access: Access,
  limits: Manifest['limits'],
): Promise<{ readonly ok: true } | PullFailure> {
  const tags = [
    ...add.map((name) => ({ name, status: 'active' })),
    ...remove.map((name) => ({ name, status: 'inactive' })),
  ]
  const body = JSON.stringify({ tags, is_syncing: true })
  const got = await get({ method: 'POST', path: `/members/${memberId}/tags`, body }, access, limits)
  if (!got.ok) return failureIn(got)
  return got.json === null ? gone : { ok: true }
}

const namesSchema = z.object({ tags: z.array(z.object({ name: z.string().max(500) })).max(1_000) })

/** What somebody of the audience is tagged with. */
export async function readMemberTags(
  memberId: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<{ readonly ok: true; readonly tags: readonly string[] } | PullFailure> {
  const got = await get({ method: 'GET', path: `/members/${memberId}/tags?count=1000` }, access, limits)
  if (!got.ok) return failureIn(got)
  if (got.json === null) return gone
  const read = namesSchema.safeParse(got.json)
  return read.success ? { ok: true, tags: read.data.tags.map(({ name }) => name) } : malformed
}

export interface Tag {
  readonly id: string
  readonly name: string
}

const tagSchema = z
  .object({ id: z.union([z.int(), z.string().max(60)]), name: z.string().max(500) })
  .transform(({ id, name }): Tag => ({ id: String(id), name }))
const tagsSchema = z.object({ tags: z.array(tagSchema).max(10_000) })

/** Every tag that somebody of the audience has. */
export async function readTags(
  listId: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<{ readonly ok: true; readonly tags: readonly Tag[] } | PullFailure> {
  const got = await get({ method: 'GET', path: `/lists/${listId}/tag-search` }, rootOf(access), limits)
  if (!got.ok) return failureIn(got)
  if (got.json === null) return { ...gone, detail: 'There is no such audience.' }
  const read = tagsSchema.safeParse(got.json)
  return read.success ? { ok: true, tags: read.data.tags } : malformed
}

const gone: PullFailure = {
  ok: false,
  code: 'RECORD_NOT_FOUND',
  retryable: false,
  retryAfterMs: 0,
  detail: 'There is nobody of this id in the audience.',
}
