import { entities } from '@syncline/domain/connection'
import type { MetricOverviewInput, NeedsInput } from '@syncline/domain/view'
import * as z from 'zod/mini'
import { idSearch, listSearch, orNothing, setParts, venueSearch } from '../list/search.ts'

/** Times that move along with the clock, in minutes. */
export const ranges = {
  '15m': 15,
  '1h': 60,
  '6h': 360,
  '24h': 1_440,
  '7d': 10_080,
  '30d': 43_200,
  '90d': 129_600,
} as const
export type Range = keyof typeof ranges
export const rangeNames = Object.keys(ranges) as readonly Range[]
const usual: Range = '24h'

/** The state of the overview; all of it is in the address. */
export const overviewSearch = z.object({
  venue: venueSearch,
  range: orNothing(z.enum(rangeNames)),
  from: listSearch.from,
  to: listSearch.to,
  connection: idSearch,
  entity: orNothing(z.enum(entities)),
})
export type OverviewSearch = Partial<z.output<typeof overviewSearch>>

export const withoutEmpty = (search: OverviewSearch): OverviewSearch => setParts(search)

/** The range that is chosen; null when beginning and end are one's own. */
export function rangeOf({ range, from, to }: OverviewSearch): Range | null {
  return from !== undefined || to !== undefined ? null : (range ?? usual)
}

/** The time that is looked at. A moving range is measured from now, so it is worked out at each reading. */
export function timeOf(search: OverviewSearch, nowMs: number): { from: string; to: string } {
  const range = rangeOf(search)
  const minutes = ranges[range ?? usual]
  const to = (range === null ? search.to : undefined) ?? new Date(nowMs).toISOString()
  const from =
    (range === null ? search.from : undefined) ?? new Date(Date.parse(to) - minutes * 60_000).toISOString()
  return { from, to }
}

/** Whose numbers are asked for. */
export const whoseOf = ({ venue, connection, entity }: OverviewSearch): NeedsInput => ({
  ...(venue && { venue }),
  ...(connection && { connectionId: connection }),
  ...(entity && { entity }),
})

/** What the API is asked for. */
export function askedOf(search: OverviewSearch, timeZone: string, nowMs: number): MetricOverviewInput {
  return { ...timeOf(search, nowMs), timeZone, ...whoseOf(search) }
}
