import { entities } from '@syncline/domain/connection'
import { syncFaces } from '@syncline/domain/sync'
import type { SyncFilter, SyncListInput } from '@syncline/domain/view'
import * as z from 'zod/mini'
import { dayMs } from '../time/format.ts'

/** Time ranges that move along with the clock. */
export const windows = ['hour', 'day', 'week', 'month'] as const
export type Window = (typeof windows)[number]
const windowMs: Record<Window, number> = {
  hour: dayMs / 24,
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
}

/** Shapes are told by patterns here: zod's own checks of ids and dates would double the weight of the first load. */
const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i))
const moment = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/),
  z.refine((text) => !Number.isNaN(Date.parse(text))),
)
const list = z.pipe(
  z.transform((value) => (typeof value === 'string' ? value.split(',') : value)),
  z.array(z.enum(syncFaces)).check(z.minLength(1), z.maxLength(syncFaces.length)),
)
const position = z.pipe(
  z.transform(Number),
  z.number().check(z.refine((value) => Number.isSafeInteger(value) && value >= 0)),
)

/** What can't be understood in an address is left out, so that an old link still opens the page. */
const orNothing = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.optional(schema), undefined)

/** The state of the list page; all of it is in the address. */
export const syncsSearch = z.object({
  status: orNothing(list),
  connection: orNothing(uuid),
  entity: orNothing(z.enum(entities)),
  time: orNothing(z.enum(windows)),
  from: orNothing(moment),
  to: orNothing(moment),
  older: orNothing(position),
  newer: orNothing(position),
  /** The command on many syncs that is watched. */
  bulk: orNothing(uuid),
})
export type SyncsSearch = Partial<z.output<typeof syncsSearch>>

/** The filters alone: without them the page shows everything. */
export const filterKeys = ['status', 'connection', 'entity', 'time', 'from', 'to'] as const

/** An address for these filters, at their first page, without empty parts. */
export function firstPage(search: SyncsSearch): SyncsSearch {
  return Object.fromEntries(
    filterKeys.map((key) => [key, search[key]] as const).filter(([, value]) => value !== undefined),
  )
}

/** How many filters are set; from and to count as one. */
export function countFilters({ status, connection, entity, time, from, to }: SyncsSearch): number {
  return [status, connection, entity, time ?? from ?? to].filter((value) => value !== undefined).length
}

/** What the API is asked for. A moving window is measured from now, so it is worked out at each reading. */
export function toFilter(search: SyncsSearch, nowMs: number): SyncFilter {
  const { status, connection, entity, time } = search
  const from = time === undefined ? search.from : new Date(nowMs - windowMs[time]).toISOString()
  const to = time === undefined ? search.to : undefined
  return {
    ...(status && { faces: [...status] }),
    ...(connection && { connectionId: connection }),
    ...(entity && { entity }),
    ...(from && { from }),
    ...(to && { to }),
  }
}

export function toCursor({ older, newer }: SyncsSearch): SyncListInput['cursor'] {
  if (older !== undefined) return { position: older, go: 'older' }
  if (newer !== undefined) return { position: newer, go: 'newer' }
  return undefined
}

/** Addresses read as `?status=failed,unknown&time=day`: no brackets, no quotes. */
export function stringifySearch(search: Record<string, unknown>): string {
  const parts = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (Array.isArray(value)) parts.set(key, value.join(','))
    else if (typeof value === 'string' || typeof value === 'number') parts.set(key, String(value))
  }
  // Commas and colons are allowed in a query, and an address with them can be read aloud.
  const text = parts.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}
