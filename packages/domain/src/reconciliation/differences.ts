import { type FieldKind, fieldsOf } from '../mapping/fields.ts'
import { type Money, moneySchema } from '../money/index.ts'
import type { CanonicalRecord } from '../record/canonical.ts'

/** What may be told of a value: never a text that somebody wrote. */
export type ToldValue = string | number | boolean | Money | null

export interface FieldDifference {
  readonly field: string
  /** The values are not told: they may say something of a person. */
  readonly hidden: boolean
  readonly ours: ToldValue
  readonly theirs: ToldValue
}

const openKinds: readonly FieldKind[] = ['choice', 'instant', 'number', 'flag', 'money']
const isId = (field: string) => /[a-z]Id$/.test(field)
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,9}))?Z$/

/** A time as text that sorts: to the millisecond. */
export function instantKey(text: string): string {
  const [, fraction = ''] = instant.exec(text) ?? []
  return `${text.slice(0, 19)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
}

/** Fields that two forms of one record have otherwise, in the order of the schema. Nothing and an empty text are alike. */
export function differencesOf(ours: CanonicalRecord, theirs: CanonicalRecord): readonly FieldDifference[] {
  const here = ours as Readonly<Record<string, unknown>>
  const there = theirs as Readonly<Record<string, unknown>>
  return fieldsOf(theirs.entity)
    .filter(({ path }) => !/[.[]/.test(path))
    .filter(({ path }) => JSON.stringify(plain(here[path])) !== JSON.stringify(plain(there[path])))
    .map(({ path: field, kind }) => {
      const hidden = !openKinds.includes(kind) && !isId(field)
      const told = (value: unknown): ToldValue => (hidden ? null : toldOf(value))
      return { field, hidden, ours: told(here[field]), theirs: told(there[field]) }
    })
}

/** Whether a field holds money. */
export const isMoneyField = (record: CanonicalRecord, field: string): boolean =>
  moneySchema.safeParse((record as Readonly<Record<string, unknown>>)[field]).success

function toldOf(value: unknown): ToldValue {
  const money = moneySchema.safeParse(value)
  if (money.success) return money.data
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** One form for what means the same. */
function plain(value: unknown): unknown {
  if (value === undefined || value === '') return null
  if (typeof value === 'string') return instant.test(value) ? instantKey(value) : value
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value)
    .map(([name, inner]) => [name, plain(inner)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return members.every(([, inner]) => inner === null) ? null : Object.fromEntries(members)
}
