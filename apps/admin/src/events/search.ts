import { recordedCodes } from '@syncline/domain/error'
import { streamNouns } from '@syncline/domain/event'
import type { EventFilter } from '@syncline/domain/view'
import * as z from 'zod/mini'
import { firstPageOf, listSearch, orNothing, several, toRange } from '../list/search.ts'

const text = z.string().check(z.minLength(1), z.maxLength(120))
const types = z.pipe(
  z.transform((value) => (typeof value === 'string' ? value.split(',') : value)),
  z.array(z.string().check(z.regex(/^[A-Za-z]{1,60}$/))).check(z.minLength(1), z.maxLength(20)),
)

/** The state of the event explorer; all of it is in the address. */
export const eventsSearch = z.object({
  // In the order in which addresses are written.
  of: orNothing(several(streamNouns)),
  type: orNothing(types),
  code: orNothing(several(recordedCodes)),
  by: orNothing(text),
  correlation: orNothing(text),
  stream: orNothing(text),
  ...listSearch,
})
export type EventsSearch = Partial<z.output<typeof eventsSearch>>

export const firstPage = firstPageOf<EventsSearch>

/** How many filters are set; from and to count as one. */
export function countFilters({
  of,
  type,
  code,
  by,
  correlation,
  stream,
  time,
  from,
  to,
}: EventsSearch): number {
  return [of, type, code, by, correlation, stream, time ?? from ?? to].filter((value) => value !== undefined)
    .length
}

/** What the API is asked for. */
export function toFilter(search: EventsSearch, nowMs: number): EventFilter {
  const { of, type, code, by, correlation, stream } = search
  return {
    ...(of && { nouns: [...of] }),
    ...(type && { types: [...type] }),
    ...(code && { codes: [...code] }),
    ...(by && { actor: by }),
    ...(correlation && { correlationId: correlation }),
    ...(stream && { stream }),
    ...toRange(search, nowMs),
  }
}
