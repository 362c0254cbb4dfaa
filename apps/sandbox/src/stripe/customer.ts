import type Stripe from 'stripe'
import type { FormHash } from './form.ts'
import {
  integerParser,
  no,
  ok,
  optionalText,
  type Parsed,
  type Parser,
  parseMetadata,
  textParser,
} from './parameters.ts'

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
