import type { CanonicalRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { malformed } from '../answer.ts'
import type { Access, Fetched, Manifest, Page, PullAdapter } from '../provider.ts'
import { get } from './get.ts'
import type { ObjectKind } from './kind.ts'
import { objectId } from './wire.ts'

const pageLimit = 100
const maxCursorLength = 500
const listSchema = z.object({
  data: z.array(z.unknown()).max(pageLimit),
  next_cursor: z.string().min(1).max(maxCursorLength).nullable(),
})

export function createPull(kind: ObjectKind, limits: Manifest['limits']): PullAdapter {
  async function ask(path: string, access: Access) {
    const { outcome: _seen, ...got } = await get(path, access, limits)
    return got
  }
  return {
    /** In the order of the last change, oldest first. */
    async page(cursor, changedSince, access): Promise<Page> {
      const query = new URLSearchParams({ limit: String(pageLimit) })
      if (cursor !== null) query.set('cursor', cursor)
      if (changedSince) query.set('updated_since', changedSince.toISOString())
      const got = await ask(`/${kind.plural}?${query.toString()}`, access)
      if (!got.ok) return got
      const list = listSchema.safeParse(got.json)
      if (!list.success) return malformed
      const records = list.data.data.map((object) => kind.read(object)?.record ?? null)
      const readable: CanonicalRecord[] = records.filter((record) => record !== null)
      return {
        ok: true,
        records: readable,
        unreadable: records.length - readable.length,
        cursor: list.data.next_cursor,
      }
    },

    async one(sourceId, _accountId, access): Promise<Fetched> {
      const nothing = { ok: true, record: null, order: 0, objectVersion: null, changedAt: null } as const
      if (!objectId.safeParse(sourceId).success) return nothing
      const got = await ask(`/${kind.plural}/${sourceId}`, access)
      if (!got.ok) return got
      if (got.json === null) return nothing
      const read = kind.read(got.json)
      if (!read || read.record.sourceId !== sourceId) return malformed
      const { version, updated_at: changedAt } = read.head
      return { ok: true, record: read.record, order: version, objectVersion: version, changedAt }
    },
  }
}
