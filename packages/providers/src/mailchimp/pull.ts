import { z } from 'zod'
import { malformed } from '../answer.ts'
import type { Fetched, Manifest, Page, PullAdapter } from '../provider.ts'
import { failureIn, get } from './get.ts'
import { memberSchema, orderOf, toContact } from './member.ts'
import { memberId } from './member-id.ts'

const pageLimit = 500
const listSchema = z.object({ members: z.array(z.unknown()).max(pageLimit), total_items: z.int().min(0) })
/** What is read of each member. */
const fields = [
  'total_items',
  ...['id', 'email_address', 'status', 'list_id', 'merge_fields', 'language', 'last_changed', 'tags'].map(
    (name) => `members.${name}`,
  ),
].join(',')

/** Since when, and how many of the changes since then are read already. */
const cursorPattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?\+(\d{1,9})$/

/** The audience of a connection. */
export function createPull(limits: Manifest['limits']): PullAdapter {
  return {
    /**
     * In the order of the last change, oldest first. Who is changed meanwhile moves to the end and is met there; a page
     * begins a second before the last one ended, so that nobody is missed, and some are told twice.
     */
    async page(cursor, changedSince, access): Promise<Page> {
      const [, since = changedSince?.toISOString(), offset = '0'] = cursorPattern.exec(cursor ?? '+0') ?? []
      const query = new URLSearchParams({
        count: String(pageLimit),
        offset,
        sort_field: 'last_changed',
        sort_dir: 'ASC',
        fields,
      })
      if (since !== undefined) query.set('since_last_changed', since)
      const got = await get({ method: 'GET', path: `/members?${query.toString()}` }, access, limits)
      if (!got.ok) return failureIn(got)
      const list = listSchema.safeParse(got.json)
      if (!list.success) return got.json === null ? noAudience : malformed
      const { members, total_items: total } = list.data
      const read = members.map((member) => memberSchema.safeParse(member)).filter(({ success }) => success)
      const records = read.map(({ data }) => toContact(data as z.output<typeof memberSchema>))
      const readUpTo = Number(offset) + members.length
      const isLast = members.length === 0 || readUpTo >= total
      return {
        ok: true,
        records,
        unreadable: members.length - records.length,
        cursor: isLast ? null : nextCursor(since, readUpTo, records.at(-1)?.changedAt ?? null),
      }
    },

    async one(sourceId, _accountId, access): Promise<Fetched> {
      const nothing = { ok: true, record: null, order: 0, objectVersion: null, changedAt: null } as const
      if (!memberId.safeParse(sourceId).success) return nothing
      const got = await get({ method: 'GET', path: `/members/${sourceId}` }, access, limits)
      if (!got.ok) return failureIn(got)
      if (got.json === null) return nothing
      const member = memberSchema.safeParse(got.json)
      if (!member.success || member.data.id !== sourceId) return malformed
      const { last_changed: changedAt } = member.data
      return {
        ok: true,
        record: toContact(member.data),
        order: orderOf(member.data),
        objectVersion: null,
        changedAt,
      }
    },
  }
}

const noAudience = {
  ...malformed,
  code: 'NOT_CONFIGURED',
  detail: 'The audience in the base URL does not exist.',
} as const

const overlapMs = 1_000

/** Where more were changed within one second than a page holds, only counting goes on. */
function nextCursor(since: string | undefined, readUpTo: number, lastChanged: string | null): string {
  const from = lastChanged === null ? '' : new Date(Date.parse(lastChanged) - overlapMs).toISOString()
  return from > (since ?? '') ? `${from}+0` : `${since ?? ''}+${readUpTo}`
}
