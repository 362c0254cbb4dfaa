import { type FormHash, type FormValue, plainText } from './form.ts'

/** Readers of form parameters; the first problem is named as Stripe names it. */
export type ParameterProblem = { param: string; message: string; code?: string }
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: ParameterProblem }
/** What a parameter is laid over: the object to be updated, null on create. */
export type Current = { metadata: Record<string, string> | null } | null
export type Parser<T> = (value: FormValue, param: string, current: Current) => Parsed<T>

export const ok = <T>(value: T): Parsed<T> => ({ ok: true, value })
export const no = (
  param: string,
  message: string,
  code?: string,
): { ok: false; problem: ParameterProblem } => ({
  ok: false,
  problem: { param, message, ...(code === undefined ? {} : { code }) },
})

export function textParser(maxLength: number): Parser<string | null> {
  return (value, param) => {
    if (typeof value !== 'string') return no(param, 'Invalid string.')
    if (value.length > maxLength) {
      return no(param, `Invalid string: must be at most ${maxLength} characters`)
    }
    return ok(value === '' ? null : value)
  }
}

/** For members that are absent, not null, when unset. */
export function optionalText(maxLength: number): Parser<string> {
  return (value, param, current) => {
    const parsed = textParser(maxLength)(value, param, current)
    return parsed.ok ? ok(parsed.value ?? '') : parsed
  }
}

export function integerParser(low: number, high: number): Parser<number> {
  return (value, param) => {
    const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    return number >= low && number <= high
      ? ok(number)
      : no(param, `Invalid integer: ${(plainText(value) ?? '').slice(0, 50)}`, 'parameter_invalid_integer')
  }
}

/** Keys given are merged into what is there, an empty value removes its key, an empty whole removes all. */
export const parseMetadata: Parser<Record<string, string>> = (value, param, current) => {
  if (value === '') return ok({})
  if (typeof value === 'string' || Array.isArray(value)) return no(param, 'Invalid hash.')
  const merged = new Map(Object.entries(current?.metadata ?? {}))
  for (const [key, item] of Object.entries(value)) {
    const path = `${param}[${key.slice(0, 60)}]`
    if (typeof item !== 'string') return no(path, 'Metadata values must be strings.')
    if (key.length > 40) return no(param, 'Metadata keys can be at most 40 characters.')
    if (item.length > 500) return no(path, 'Metadata values can be at most 500 characters.')
    if (item === '') merged.delete(key)
    else merged.set(key, item)
  }
  if (merged.size > 50) return no(param, 'You can have at most 50 metadata keys.')
  return ok(Object.fromEntries(merged))
}

export const parseFlag: Parser<boolean> = (value, param) =>
  value === 'true' || value === 'false' ? ok(value === 'true') : no(param, `Invalid boolean: ${param}`)

export function choiceParser<const T extends string>(choices: readonly T[]): Parser<T> {
  return (value, param) => {
    const chosen = choices.find((choice) => choice === value)
    return chosen === undefined
      ? no(param, `Invalid ${param}: must be one of ${choices.join(', ')}`)
      : ok(chosen)
  }
}

/** Three letters; Stripe takes either case and keeps the small one. */
export const parseCurrency: Parser<string> = (value, param) =>
  typeof value === 'string' && /^[a-z]{3}$/i.test(value)
    ? ok(value.toLowerCase())
    : no(param, `Invalid currency: ${(plainText(value) ?? '').slice(0, 50)}`)

const maxAmount = 99_999_999
export const parseAmount = integerParser(1, maxAmount)

export type ReadOptions = {
  current?: Current
  /** What the parameters are members of: `lines[0]`. */
  prefix?: string
  /** Parameters that a caller may well send and that change nothing here. */
  ignored?: readonly string[]
}

/** Reads what is given; what nobody reads is refused by name, so that nothing is silently ignored but what is listed. */
export function readParameters<T extends object>(
  form: FormHash,
  parsers: { [K in keyof T]-?: Parser<T[K]> },
  { current = null, prefix, ignored = [] }: ReadOptions = {},
): Parsed<Partial<T>> {
  const read: Partial<T> = {}
  for (const [name, value] of Object.entries(form)) {
    const param = prefix === undefined ? name : `${prefix}[${name}]`
    if (param === 'expand' || ignored.includes(name)) continue
    if (!Object.hasOwn(parsers, name))
      return no(param, `Received unknown parameter: ${param.slice(0, 100)}`, 'parameter_unknown')
    const parsed = parsers[name as keyof T](value, param, current)
    if (!parsed.ok) return parsed
    read[name as keyof T] = parsed.value
  }
  return ok(read)
}

export const missing = (param: string) => no(param, `Missing required param: ${param}.`, 'parameter_missing')
