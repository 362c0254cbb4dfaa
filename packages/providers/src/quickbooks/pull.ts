import type { Entity } from '@syncline/domain/connection'
import { z } from 'zod'
import { malformed } from '../answer.ts'
import type { Access, Fetched, Manifest, Page, PullAdapter, PullFailure } from '../provider.ts'
import { get, query } from './get.ts'
import type { ReadObject } from './object.ts'
import { type ObjectName, objectKinds } from './objects.ts'
import { tombstone } from './tombstone.ts'
import { objectId } from './wire.ts'

/** Half of what QuickBooks gives at most: a thousand invoices of many lines would not fit our bound of an answer. */
const pageSize = 500
/** Of all kinds together, in one answer about changes; there is no next page. */
const maxChanges = 1_000
/** QuickBooks looks back for thirty days; a day less leaves room for clocks. */
const lookBackMs = 29 * 24 * 3_600_000

const nameLists: ReadonlySet<ObjectName> = new Set(['Customer', 'Vendor'])
/** Which of the kinds, and from which of its objects on. */
const cursorPattern = /^(\d):(\d{1,9})$/

const pageSchema = z.record(z.string(), z.unknown())
const querySchema = z.object({ QueryResponse: pageSchema })
const changesSchema = z.object({ CDCResponse: z.array(z.object({ QueryResponse: z.array(pageSchema) })) })

/** @param names the kinds of object that are this entity, one after the other */
export function createPull(
  entity: Entity,
  names: readonly ObjectName[],
  limits: Manifest['limits'],
): PullAdapter {
  const rowsIn = (pages: readonly Record<string, unknown>[]) =>
    pages.flatMap((page) =>
      names.flatMap((name) => {
        const rows = page[name]
        return Array.isArray(rows) ? rows.map((row) => objectKinds[name].read(row)) : []
      }),
    )

  /** Deletions come with it; null when there was more than one answer holds. */
  async function changes(since: Date, access: Access): Promise<Page | null> {
    const asked = new URLSearchParams({ entities: names.join(','), changedSince: since.toISOString() })
    const got = await get(`/cdc?${asked.toString()}`, access, limits)
    if (!got.ok) return failureIn(got)
    const answer = changesSchema.safeParse(got.json)
    if (!answer.success) return malformed
    const rows = rowsIn(answer.data.CDCResponse.flatMap(({ QueryResponse }) => QueryResponse))
    return rows.length >= maxChanges ? null : { ok: true, ...recordsOf(rows), cursor: null }
  }

  async function queried(step: number, start: number, since: Date | null, access: Access): Promise<Page> {
    const name = names[step]
    if (!name) return { ok: true, records: [], unreadable: 0, cursor: null }
    const conditions = [
      // Unasked, it leaves out whoever was made inactive.
      ...(nameLists.has(name) ? ['Active in (true, false)'] : []),
      ...(since ? [`MetaData.LastUpdatedTime >= '${since.toISOString()}'`] : []),
    ]
    const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''
    // What is made meanwhile comes behind: no page loses what another one gained.
    const text = `select * from ${name}${where} orderby MetaData.CreateTime startposition ${start} maxresults ${pageSize}`
    const got = await query(text, access, limits)
    if (!got.ok) return failureIn(got)
    const answer = querySchema.safeParse(got.json)
    if (!answer.success) return malformed
    const rows = rowsIn([answer.data.QueryResponse])
    const next = rows.length < pageSize ? `${step + 1}:1` : `${step}:${start + rows.length}`
    const isLast = rows.length < pageSize && step + 1 >= names.length
    return { ok: true, ...recordsOf(rows), cursor: isLast ? null : next }
  }

  return {
    /** Since a moment of the last weeks by the list of changes, else and beyond its bound by query, oldest first. */
    async page(cursor, changedSince, access): Promise<Page> {
      const recent = changedSince !== null && access.now().getTime() - changedSince.getTime() < lookBackMs
      if (cursor === null && recent) {
        const told = await changes(changedSince, access)
        if (told) return told
      }
      const [, step = '0', start = '1'] = cursorPattern.exec(cursor ?? '0:1') ?? []
      return queried(Number(step), Number(start), changedSince, access)
    },

    gone: (sourceId) => (objectId.safeParse(sourceId).success ? tombstone(entity, sourceId) : null),

    async one(sourceId, _accountId, access): Promise<Fetched> {
      const nothing = { ok: true, record: null, order: 0, objectVersion: null, changedAt: null } as const
      if (!objectId.safeParse(sourceId).success) return nothing
      for (const name of names) {
        const got = await get(`/${name.toLowerCase()}/${sourceId}`, access, limits)
        if (!got.ok) return failureIn(got)
        if (got.json === null) continue
        const read = objectKinds[name].read((got.json as Record<string, unknown>)[name])
        if (read?.record.sourceId !== sourceId) return malformed
        return fetchedOf(read)
      }
      return nothing
    },
  }
}

function failureIn({ code, retryable, retryAfterMs, detail }: PullFailure): PullFailure {
  return { ok: false, code, retryable, retryAfterMs, detail }
}

function recordsOf(rows: readonly (ReadObject | null)[]) {
  const records = rows.flatMap((row) => (row ? [row.record] : []))
  return { records, unreadable: rows.length - records.length }
}

/**
 * Webhooks order changes by the second. What changed in the second that this was read in may have come after, so it
 * tells of everything before that.
 */
function fetchedOf({ record, version, changedAt }: ReadObject): Fetched {
  const order = changedAt === null ? 0 : Math.max(0, Math.floor(Date.parse(changedAt) / 1_000) - 1)
  return { ok: true, record, order, objectVersion: version, changedAt }
}

/** The kinds of object that are each entity; all transactions share one row of ids, so one is found by its id alone. */
export const namesOf = {
  customer: ['Customer'],
  vendor: ['Vendor'],
  invoice: ['Invoice'],
  bill: ['Bill'],
  payment: ['Payment', 'BillPayment'],
} as const satisfies Partial<Record<Entity, readonly ObjectName[]>>
