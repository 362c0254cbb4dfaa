import { money, naira } from '../../money/format.ts'
import * as strings from '../../strings/index.ts'

const words = strings.cached

type Fields = Readonly<Record<string, unknown>>
/** One value as people read it; empty for nothing. */
type Show = (value: unknown, of: Fields) => string

const text: Show = (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const count: Show = (value) => (typeof value === 'number' ? value.toLocaleString(strings.locale) : '')
const kobo: Show = (value) => (typeof value === 'number' ? naira(value) : '')
const amount: Show = (value, { currency }) =>
  typeof value === 'number' && typeof currency === 'string' ? money(value, currency) : ''
/** Said when it is shown, for the language may be another by then. */
const either =
  (yes: 'up' | 'open', no: 'down' | 'closed'): Show =>
  (value) =>
    typeof value === 'boolean' ? words.values[value ? yes : no] : ''
const all: Show = (value) => (Array.isArray(value) ? value.join(', ') : '')
const moment: Show = (value) => (typeof value === 'string' ? value.slice(0, 16).replace('T', ' ') : '')

const figureShows: ReadonlySet<Show> = new Set([count, kobo, amount])

/** The members of an answer that are shown, in order. */
type Members = Readonly<Record<string, Show>>

const upOrDown = either('up', 'down')

const rowsOf: Readonly<Record<string, Members>> = {
  lists: { name: text, members: count, id: text },
  tags: { name: text, id: text },
  locations: {
    name: text,
    isActive: either('open', 'closed'),
    currency: text,
    timezone: text,
    id: text,
  },
  accounts: { number: text, name: text, kind: text, id: text },
  items: { number: text, name: text, kind: text, id: text },
  discos: { name: text, id: text, isUp: upOrDown },
  tariff: { description: text, code: text, priceKobo: kobo },
}
const factsOf: Readonly<Record<string, Members>> = {
  company: { name: text, legalName: text, country: text, fiscalYearStart: text },
  wallet: { kobo },
  status: { isUp: upOrDown, down: all },
}
const figures: Members = { from: moment, to: moment }
const sums: Members = { currency: text, payments: amount, refunds: amount, net: amount }

export interface Table {
  readonly columns: readonly string[]
  /** Which of them hold counts and amounts. */
  readonly figures: readonly boolean[]
  readonly rows: readonly (readonly string[])[]
}
export interface Shown {
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly table: Table | null
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an answer says, as facts and a table; null for one that is not known here, or has another shape. */
export function shownAnswer(name: string, answer: unknown): Shown | null {
  const columns = rowsOf[name]
  if (columns && Array.isArray(answer)) return { facts: [], table: tableOf(columns, answer) }
  if (!isFields(answer)) return null
  const facts = factsOf[name]
  if (facts) return { facts: factsIn(facts, answer), table: null }
  if (name !== 'metrics' || !isFields(answer['created']) || !Array.isArray(answer['money'])) return null
  const made = Object.entries(answer['created']).map(
    ([what, value]) => [labelOf(what), count(value, {})] as const,
  )
  return { facts: [...factsIn(figures, answer), ...made], table: tableOf(sums, answer['money']) }
}

const labelOf = (member: string): string => words.members[member] ?? member

const factsIn = (members: Members, answer: Fields) =>
  Object.entries(members)
    .map(([member, show]) => [labelOf(member), show(answer[member], answer)] as const)
    .filter(([, value]) => value !== '')

function tableOf(members: Members, rows: readonly unknown[]): Table {
  return {
    columns: Object.keys(members).map(labelOf),
    figures: Object.values(members).map((show) => figureShows.has(show)),
    rows: rows
      .filter(isFields)
      .map((row) => Object.entries(members).map(([member, show]) => show(row[member], row))),
  }
}
