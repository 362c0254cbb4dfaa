import * as z from 'zod/mini'
import { dayMs } from '../time/day.ts'
import { columnsSearch } from './columns.ts'

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
const position = z.pipe(
  z.transform(Number),
  z.number().check(z.refine((value) => Number.isSafeInteger(value) && value >= 0)),
)

/** What is ticked, as `selection.ts` writes it: `upto-48201900`, or ids. */
export const selectedSearch = z
  .string()
  .check(
    z.maxLength(8_000),
    z.regex(
      /^(upto-\d{1,15}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})*)$/,
    ),
  )

/** What can't be understood in an address is left out, so that an old link still opens the page. */
export const orNothing = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.catch(z.optional(schema), undefined)

/** Several of some words, as `failed,unknown`. */
export const several = <const Words extends readonly string[]>(words: Words) =>
  z.pipe(
    z.transform((value) => (typeof value === 'string' ? value.split(',') : value)),
    z.array(z.enum(words)).check(z.minLength(1), z.maxLength(words.length)),
  )

export const idSearch = orNothing(uuid)

/** A venue by its name. Whatever it says is asked for, so that a mistyped one is not taken for all of them. */
export const venueSearch = orNothing(z.string().check(z.minLength(1)))

/** What the address of every list may hold at its end: when, how it is shown, which page, and what is ticked. */
export const listSearch = {
  time: orNothing(z.enum(windows)),
  from: orNothing(moment),
  to: orNothing(moment),
  older: orNothing(position),
  newer: orNothing(position),
  columns: orNothing(columnsSearch),
  selected: orNothing(selectedSearch),
  /** The command on many that is watched. */
  bulk: idSearch,
}

/** The parts of an address that are no filter: which page, and what is done with the rows. */
export interface ListAddress {
  readonly older?: number | undefined
  readonly newer?: number | undefined
  readonly columns?: string | undefined
  readonly selected?: string | undefined
  readonly bulk?: string | undefined
}

/** The parts of an address that say which rows are shown. */
export function rowsOf<Search extends ListAddress>(search: Search): Search {
  const { selected: _, bulk: __, columns: ___, ...rest } = search
  return setParts(rest) as Search
}

/** An address for these filters and columns, at their first page, with nothing ticked and without empty parts. */
export function firstPageOf<Search extends ListAddress>(search: Search): Search {
  const { older: _, newer: __, selected: ___, bulk: ____, ...filters } = search
  return setParts(filters) as Search
}

export interface TimeSearch {
  readonly time?: Window | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** What the API is asked for. A moving window is measured from now, so it is worked out at each reading. */
export function toRange({ time, from, to }: TimeSearch, nowMs: number): { from?: string; to?: string } {
  if (time !== undefined) return { from: new Date(nowMs - windowMs[time]).toISOString() }
  return { ...(from && { from }), ...(to && { to }) }
}

export function toCursor({
  older,
  newer,
}: {
  readonly older?: number | undefined
  readonly newer?: number | undefined
}): { position: number; go: 'older' | 'newer' } | undefined {
  if (older !== undefined) return { position: older, go: 'older' }
  if (newer !== undefined) return { position: newer, go: 'newer' }
  return undefined
}

/** The parts of an address that are set. */
export const setParts = <Search extends object>(search: Search): Search =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Search
