import type { Access, Manifest, PullFailure } from '../provider.ts'
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

const gone: PullFailure = {
  ok: false,
  code: 'RECORD_NOT_FOUND',
  retryable: false,
  retryAfterMs: 0,
  detail: 'There is nobody of this id in the audience.',
}
