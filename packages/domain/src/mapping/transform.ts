import { z } from 'zod'
import { maxPathLength } from './path.ts'

const short = z.string().max(500)
const path = z.string().min(1).max(maxPathLength)
const countryCode = z.string().regex(/^[A-Z]{2}$/)
const currencyCode = z.string().regex(/^[A-Z]{3}$/)
const value = z.union([short, z.number(), z.boolean()])

export const maxTableRows = 300

/** The transforms there are. All are safe: bounded, without side effects, and they run no code of anybody. */
export const transformSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('case'), to: z.enum(['upper', 'lower', 'title']) }),
  /** Without blanks at the ends, and only one between words. */
  z.strictObject({ name: z.literal('trim') }),
  /** A day, an RFC 3339 time or Unix seconds become an instant in UTC. */
  z.strictObject({ name: z.literal('date') }),
  /** A number in text or digits becomes a decimal with so many places. */
  z.strictObject({ name: z.literal('number'), places: z.int().min(0).max(12) }),
  /** A number of minor units (cents, kobo) or of major ones becomes an amount of money. */
  z.strictObject({ name: z.literal('money'), currency: currencyCode, unit: z.enum(['minor', 'major']) }),
  /** An amount of money becomes a number in text. */
  z.strictObject({ name: z.literal('amount'), unit: z.enum(['minor', 'major']) }),
  /** E.164; a number without its country's code is one of this country. */
  z.strictObject({ name: z.literal('phone'), country: countryCode }),
  /** A country's English name or code becomes its ISO 3166-1 code. */
  z.strictObject({ name: z.literal('country') }),
  /** Puts it together with other fields; what is empty is left out. */
  z.strictObject({
    name: z.literal('concat'),
    with: z.array(path).max(8),
    separator: z.string().max(20),
  }),
  /** One part of a text, counted from 0; `rest` takes all from there on. */
  z.strictObject({
    name: z.literal('split'),
    separator: z.string().min(1).max(20),
    part: z.int().min(0).max(50),
    rest: z.boolean(),
  }),
  z.strictObject({
    name: z.literal('lookup'),
    table: z
      .record(z.string().min(1).max(200), short)
      .refine((table) => Object.keys(table).length <= maxTableRows, `At most ${maxTableRows} rows.`),
    /** For what the table has not; null: as if nothing were there. */
    otherwise: short.nullable(),
  }),
  z.strictObject({ name: z.literal('constant'), value }),
  /** Looks at a field of the source; `otherwise` null keeps what came. */
  z.strictObject({
    name: z.literal('conditional'),
    path,
    is: z.enum(['present', 'absent', 'equal']),
    to: value.nullable(),
    use: value,
    otherwise: value.nullable(),
  }),
])
export type Transform = z.output<typeof transformSchema>
export type TransformName = Transform['name']

export const transformNames = transformSchema.options.map(({ shape }) => shape.name.value)
