import { entities } from '@syncline/domain/connection'
import { recordedCodes } from '@syncline/domain/error'
import { syncFaces } from '@syncline/domain/sync'
import type { SyncFilter } from '@syncline/domain/view'
import * as z from 'zod/mini'
import {
  firstPageOf,
  idSearch,
  listSearch,
  orNothing,
  several,
  toRange,
  venueSearch,
} from '../list/search.ts'

/** The state of the list page; all of it is in the address. */
export const syncsSearch = z.object({
  // In the order in which addresses are written.
  venue: venueSearch,
  status: orNothing(several(syncFaces)),
  connection: idSearch,
  entity: orNothing(z.enum(entities)),
  hold: orNothing(z.enum(['conflict'])),
  code: orNothing(z.enum(recordedCodes)),
  ...listSearch,
})
export type SyncsSearch = Partial<z.output<typeof syncsSearch>>

export const firstPage = firstPageOf<SyncsSearch>

/** How many filters are set; from and to count as one. */
export function countFilters({
  venue,
  status,
  connection,
  entity,
  hold,
  code,
  time,
  from,
  to,
}: SyncsSearch): number {
  return [venue, status, connection, entity, hold, code, time ?? from ?? to].filter(
    (value) => value !== undefined,
  ).length
}

/** What the API is asked for. */
export function toFilter(search: SyncsSearch, nowMs: number): SyncFilter {
  const { venue, status, connection, entity, hold, code } = search
  return {
    ...(venue && { venue }),
    ...(status && { faces: [...status] }),
    ...(connection && { connectionId: connection }),
    ...(entity && { entity }),
    ...(hold && { hold }),
    ...(code && { code }),
    ...toRange(search, nowMs),
  }
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

/** Where a saved view leads: to its venue, and where it names none to all of them, wherever one comes from. */
export const viewSearch = (address: string) => ({ venue: undefined, ...parseSearch(address) })
