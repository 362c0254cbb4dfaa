import type Stripe from 'stripe'
import { type FormHash, type FormValue, plainText } from './form.ts'

/** As on the wire; the type makes the compiler hold this builder against the pinned API version. */
export type StripeCustomer = Omit<Stripe.Customer, 'lastResponse'>

export type CustomerChanges = Partial<
  Pick<
    StripeCustomer,
    | 'address'
    | 'balance'
    | 'business_name'
    | 'description'
    | 'email'
    | 'individual_name'
    | 'invoice_prefix'
    | 'metadata'
    | 'name'
    | 'next_invoice_sequence'
    | 'phone'
    | 'preferred_locales'
    | 'shipping'
    | 'tax_exempt'
  >
>

export type ParameterProblem = { param: string; message: string; code?: string }
type Parsed<T> = { ok: true; value: T } | { ok: false; problem: ParameterProblem }
type Parser<T> = (value: FormValue, param: string, current: StripeCustomer | null) => Parsed<T>

const ok = <T>(value: T): Parsed<T> => ({ ok: true, value })
const no = (param: string, message: string, code?: string): { ok: false; problem: ParameterProblem } => ({
  ok: false,
  problem: { param, message, ...(code === undefined ? {} : { code }) },
})

export function newCustomer(id: string, createdSeconds: number, invoicePrefix: string): StripeCustomer {
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created: createdSeconds,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: invoicePrefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

function textParser(maxLength: number): Parser<string | null> {
  return (value, param) => {
    if (typeof value !== 'string') return no(param, 'Invalid string.')
    if (value.length > maxLength) {
      return no(param, `Invalid string: must be at most ${maxLength} characters`)
    }
    return ok(value === '' ? null : value)
  }
}

/** For members that are absent, not null, when unset. */
function optionalText(maxLength: number): Parser<string> {
  return (value, param, current) => {
    const parsed = textParser(maxLength)(value, param, current)
    return parsed.ok ? ok(parsed.value ?? '') : parsed
  }
}

function integerParser(low: number, high: number): Parser<number> {
  return (value, param) => {
    const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    return number >= low && number <= high
      ? ok(number)
      : no(param, `Invalid integer: ${(plainText(value) ?? '').slice(0, 50)}`, 'parameter_invalid_integer')
  }
}

const parseEmail: Parser<string | null> = (value, param, current) => {
  const parsed = textParser(512)(value, param, current)
  if (!parsed.ok || parsed.value === null) return parsed
  return /^[^\s@]+@[^\s@]+$/.test(parsed.value)
    ? parsed
    : no(param, `Invalid email address: ${parsed.value.slice(0, 100)}`, 'email_invalid')
}

const addressFields = ['city', 'country', 'line1', 'line2', 'postal_code', 'state'] as const

/** Setting an address replaces it whole: parts that are left out become null. */
const parseAddress: Parser<Stripe.Address | null> = (value, param, current) => {
  if (value === '') return ok(null)
  if (typeof value === 'string' || Array.isArray(value)) return no(param, 'Invalid hash.')
  const address: Stripe.Address = {
    city: null,
    country: null,
    line1: null,
    line2: null,
    postal_code: null,
    state: null,
  }
  for (const [key, part] of Object.entries(value)) {
    const field = addressFields.find((name) => name === key)
    const path = `${param}[${key}]`
    if (!field) return no(path, `Received unknown parameter: ${path}`, 'parameter_unknown')
    const parsed = textParser(500)(part, path, current)
    if (!parsed.ok) return parsed
    address[field] = parsed.value
  }
  return ok(address)
}

const parseShipping: Parser<StripeCustomer['shipping']> = (value, param, current) => {
  if (value === '') return ok(null)
  if (typeof value === 'string' || Array.isArray(value)) return no(param, 'Invalid hash.')
  const { address, name, phone, ...others } = value
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) {
    return no(`${param}[${unknown}]`, `Received unknown parameter: ${param}[${unknown}]`, 'parameter_unknown')
  }
  if (typeof name !== 'string' || name === '') {
    return no(`${param}[name]`, `Missing required param: ${param}[name].`, 'parameter_missing')
  }
  const parsedAddress = parseAddress(address ?? {}, `${param}[address]`, current)
  if (!parsedAddress.ok) return parsedAddress
  const parsedPhone = textParser(20)(phone ?? '', `${param}[phone]`, current)
  if (!parsedPhone.ok) return parsedPhone
  return ok({
    name,
    phone: parsedPhone.value,
    ...(parsedAddress.value ? { address: parsedAddress.value } : {}),
  })
}

/** Keys given are merged into what is there, an empty value removes its key, an empty whole removes all. */
const parseMetadata: Parser<Record<string, string>> = (value, param, current) => {
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

const parseLocales: Parser<string[]> = (value, param) => {
  if (value === '') return ok([])
  if (!Array.isArray(value)) return no(param, 'Invalid array.')
  const locales = value.filter((locale) => typeof locale === 'string')
  return locales.length === value.length && locales.length <= 20 ? ok(locales) : no(param, 'Invalid array.')
}

const parseTaxExempt: Parser<NonNullable<StripeCustomer['tax_exempt']>> = (value, param) => {
  if (value === '') return ok('none')
  return value === 'none' || value === 'exempt' || value === 'reverse'
    ? ok(value)
    : no(param, `Invalid ${param}: must be one of none, exempt, or reverse`)
}

const parsePrefix: Parser<string> = (value, param) =>
  typeof value === 'string' && /^[A-Z0-9]{3,12}$/.test(value)
    ? ok(value)
    : no(param, 'Invoice prefix must be 3 to 12 uppercase letters or numbers.')

const parsers: {
  [K in keyof CustomerChanges]-?: Parser<CustomerChanges[K] & {}> | Parser<CustomerChanges[K] | null>
} = {
  address: parseAddress,
  balance: integerParser(-999_999_999_999, 999_999_999_999),
  business_name: optionalText(150),
  description: textParser(5000),
  email: parseEmail,
  individual_name: optionalText(150),
  invoice_prefix: parsePrefix,
  metadata: parseMetadata,
  name: textParser(256),
  next_invoice_sequence: integerParser(1, 999_999_999),
  phone: textParser(20),
  preferred_locales: parseLocales,
  shipping: parseShipping,
  tax_exempt: parseTaxExempt,
}

/** Real parameters that this sandbox does not model: refused by name instead of silently ignored. */
const notModelled = new Set([
  'cash_balance',
  'default_source',
  'invoice_settings',
  'payment_method',
  'source',
  'tax',
  'tax_id_data',
  'test_clock',
])
const ignored = new Set(['expand', 'validate'])

/** @param current the customer to be updated, null on create */
export function parseCustomer(form: FormHash, current: StripeCustomer | null): Parsed<CustomerChanges> {
  const changes: Record<string, unknown> = {}
  for (const [param, value] of Object.entries(form)) {
    if (ignored.has(param)) continue
    if (notModelled.has(param)) return no(param, `This sandbox does not model the parameter ${param}.`)
    if (!Object.hasOwn(parsers, param)) {
      return no(param, `Received unknown parameter: ${param.slice(0, 100)}`, 'parameter_unknown')
    }
    const parsed = parsers[param as keyof CustomerChanges](value, param, current)
    if (!parsed.ok) return parsed
    changes[param] = parsed.value
  }
  return ok(changes as CustomerChanges)
}

/**
 * What `previous_attributes` shows: the old value of each member that changed; inside hashes only the keys that
 * changed, null for a key that is new.
 */
export function previousAttributes(before: object, after: object): Record<string, unknown> {
  const previous: Record<string, unknown> = {}
  const old = new Map(Object.entries(before))
  const current = new Map(Object.entries(after))
  for (const key of new Set([...old.keys(), ...current.keys()])) {
    const was = old.get(key) ?? null
    const is = current.get(key) ?? null
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    previous[key] = isHash(was) && isHash(is) ? previousAttributes(was, is) : was
  }
  return previous
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
