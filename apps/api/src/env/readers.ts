import { z } from 'zod'

/** Readers of single variables; what they refuse is said in a few words that never show the value. */

export const number = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)

const truth = z.enum(['true', 'false', '1', '0'])
const isTrue = (value: string) => value === 'true' || value === '1'
export const flag = truth.default('false').transform(isTrue)
/** True unless it is switched off. */
export const flagOn = truth.default('true').transform(isTrue)

export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })
export const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })

export const origin = webUrl
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === '/' && url.search === '' && url.hash === '', {
    error: 'must not have a path',
  })
  .transform((url) => url.origin)

export const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

export const secretText = z
  .string()
  .max(512)
  .regex(/^[\x21-\x7e]+$/, 'must be printable, without blanks')

/** One half is of no use: the problem names the one that is missing. */
export function together(values: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  const given = names.filter((name) => values[name] !== undefined)
  if (given.length === 0) return []
  return names
    .filter((name) => values[name] === undefined)
    .map((name) => `${name}: is needed with ${given.join(' and ')}`)
}
