import parsePhoneNumber, { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max'
import { countryOf } from './country.ts'
import { readPath } from './path.ts'
import type { Transform } from './transform.ts'

/** What a transform gives: a value, nothing (`undefined`), or why there is none. */
export type Transformed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string }

const gave = (value: unknown): Transformed => ({ ok: true, value })
const failed = (why: string): Transformed => ({ ok: false, why })
const nothing = gave(undefined)

const maxText = 4_000
const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

/** Text of what can be read as text; null for lists, objects and flags. */
const asText = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null

/** @param record the source's, for transforms that look at other fields */
export function runTransform(transform: Transform, value: unknown, record: unknown): Transformed {
  switch (transform.name) {
    case 'constant':
      return gave(transform.value)
    case 'conditional':
      return gave(holds(transform, record) ? transform.use : (transform.otherwise ?? value))
    case 'concat':
      return concat(transform, value, record)
    case 'amount':
      return isEmpty(value) ? nothing : amount(transform.unit, value)
    default: {
      if (isEmpty(value)) return nothing
      const text = asText(value)
      return text === null
        ? failed('It is not a text or a number.')
        : ofText(transform, text.slice(0, maxText))
    }
  }
}

type OfText = Exclude<Transform, { name: 'constant' | 'conditional' | 'concat' | 'amount' }>

function ofText(transform: OfText, text: string): Transformed {
  switch (transform.name) {
    case 'trim':
      return gave(text.trim().split(/\s+/).join(' '))
    case 'case':
      return gave(inCase(transform.to, text))
    case 'date':
      return date(text.trim())
    case 'number':
      return number(text, transform.places)
    case 'money':
      return money(transform, text)
    case 'phone':
      return phone(text, transform.country)
    case 'country': {
      const code = countryOf(text)
      return code ? gave(code) : failed('It is the name or code of no country.')
    }
    case 'split': {
      const parts = text.split(transform.separator)
      const taken = transform.rest
        ? parts.slice(transform.part).join(transform.separator)
        : parts[transform.part]
      return gave(taken?.trim() || undefined)
    }
    case 'lookup': {
      const { table, otherwise } = transform
      return gave(Object.hasOwn(table, text) ? table[text] : (otherwise ?? undefined))
    }
  }
}

function inCase(to: 'upper' | 'lower' | 'title', text: string): string {
  if (to === 'upper') return text.toUpperCase()
  const lower = text.toLowerCase()
  return to === 'lower'
    ? lower
    : lower.replace(/(^|[\s'-])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase())
}

const day = /^\d{4}-\d{2}-\d{2}$/
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
const unixSeconds = /^\d{9,10}$/

function date(text: string): Transformed {
  const ms = unixSeconds.test(text)
    ? Number(text) * 1_000
    : day.test(text)
      ? Date.parse(`${text}T00:00:00Z`)
      : time.test(text)
        ? Date.parse(text)
        : Number.NaN
  // The 31st of February rolls over instead of failing.
  if (Number.isNaN(ms) || (day.test(text) && !new Date(ms).toISOString().startsWith(text)))
    return failed('It is no date: a day, an RFC 3339 time or Unix seconds.')
  return gave(new Date(ms).toISOString())
}

const decimalText = /^-?\d{1,15}(\.\d{1,12})?$/

/** Exact: decimal text as a whole number of its 10^-places, halves away from zero. */
function scaled(text: string, places: number): bigint | null {
  const plain = text.trim().replaceAll(/[,\s](?=\d{3}(\D|$))/g, '')
  if (!decimalText.test(plain)) return null
  const negative = plain.startsWith('-')
  const [whole = '0', part = ''] = plain.replace('-', '').split('.')
  const digits = BigInt(whole + part.slice(0, places).padEnd(places, '0'))
  const rounded = (part[places] ?? '0') >= '5' ? digits + 1n : digits
  return negative ? -rounded : rounded
}

function number(text: string, places: number): Transformed {
  const units = scaled(text, places)
  if (units === null) return failed('It is no number.')
  return gave(pointed(units, places))
}

function pointed(units: bigint, places: number): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
  const sign = units < 0n ? '-' : ''
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** ISO 4217: how many digits of a currency are minor units. */
const placesOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

function money({ currency, unit }: Extract<Transform, { name: 'money' }>, text: string): Transformed {
  const units = unit === 'minor' ? scaled(text, 0) : scaled(text, placesOf(currency))
  if (units === null || units < 0n || units > BigInt(Number.MAX_SAFE_INTEGER))
    return failed('It is no amount of money.')
  return gave({ amount: Number(units), currency })
}

function amount(unit: 'minor' | 'major', value: unknown): Transformed {
  const { amount: minor, currency } = value as { amount?: unknown; currency?: unknown }
  if (typeof minor !== 'number' || typeof currency !== 'string') return failed('It is no amount of money.')
  return gave(unit === 'minor' ? String(minor) : pointed(BigInt(minor), placesOf(currency)))
}

function phone(text: string, country: string): Transformed {
  const region = isSupportedCountry(country) ? (country as CountryCode) : undefined
  const found = parsePhoneNumber(text.slice(0, 60), region && { defaultCountry: region })
  return found?.isValid() ? gave(found.number) : failed('It is no telephone number of any country.')
}

function concat(
  { with: others, separator }: Extract<Transform, { name: 'concat' }>,
  value: unknown,
  record: unknown,
): Transformed {
  const parts = [value, ...others.map((path) => readPath(record, path))].flat()
  const texts = parts.map(asText).filter((text) => text !== null && text !== '')
  return gave(texts.length === 0 ? undefined : texts.join(separator).slice(0, maxText))
}

function holds({ path, is, to }: Extract<Transform, { name: 'conditional' }>, record: unknown): boolean {
  const found = readPath(record, path)
  if (is === 'equal') return found === to
  return isEmpty(found) === (is === 'absent')
}
