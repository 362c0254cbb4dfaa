import { entities } from '@syncline/domain/connection'
import { recordedCodes } from '@syncline/domain/error'
import { streamNouns } from '@syncline/domain/event'
import { countedKinds, type EventFilter } from '@syncline/domain/view'
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

const text = z.string().check(z.minLength(1), z.maxLength(120))
const types = z.pipe(
  z.transform((value) => (typeof value === 'string' ? value.split(',') : value)),
  z.array(z.string().check(z.regex(/^[A-Za-z]{1,60}$/))).check(z.minLength(1), z.maxLength(20)),
)

/** The state of the event explorer; all of it is in the address. */
export const eventsSearch = z.object({
  // In the order in which addresses are written.
  counted: orNothing(z.enum(countedKinds)),
  venue: venueSearch,
  connection: idSearch,
  entity: orNothing(z.enum(entities)),
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

/** The whole log, or what a number counts: either has filters of its own, and those of the other say nothing. */
function filtersOf({ counted, venue, connection, entity, code, ...search }: EventsSearch) {
  const { of, type, by, correlation, stream, time, from, to } = search
  const when = { time, from, to }
  if (counted === undefined) return { of, type, code, by, correlation, stream, ...when }
  return { counted, venue, connection, entity, code: counted === 'failures' ? code : undefined, ...when }
}

/** How many filters are set; from and to count as one. */
export function countFilters(search: EventsSearch): number {
  const { time, from, to, ...rest } = filtersOf(search)
  return [...Object.values(rest), time ?? from ?? to].filter((value) => value !== undefined).length
}

/** What the API is asked for. */
export function toFilter(search: EventsSearch, nowMs: number): EventFilter {
  const { of, type, code, by, correlation, stream, counted, venue, connection, entity }: EventsSearch =
    filtersOf(search)
  return {
    ...(counted && { counted }),
    ...(venue && { venue }),
    ...(connection && { connectionId: connection }),
    ...(entity && { entity }),
    ...(of && { nouns: [...of] }),
    ...(type && { types: [...type] }),
    ...(code && { codes: [...code] }),
    ...(by && { actor: by }),
    ...(correlation && { correlationId: correlation }),
    ...(stream && { stream }),
    ...toRange(search, nowMs),
  }
}
