import { bad, fields, good, type Reader, text, textMap, whole } from '../shape.ts'

/** Readers that several kinds of FlashERP objects share. */
export type FlashErpMoney = {
  /** Minor units, never negative. */
  amount: number
  /** ISO 4217, capitals. */
  currency: string
}

export const currency: Reader<string> = (value, path) =>
  typeof value === 'string' && /^[A-Z]{3}$/.test(value)
    ? good(value)
    : bad(path, 'must be three capital letters')

export const money: Reader<FlashErpMoney> = (value, path) => {
  const read = fields<FlashErpMoney>({ amount: whole(0, Number.MAX_SAFE_INTEGER), currency })(value, path)
  if (!read.ok) return read
  const { amount, currency: code } = read.value
  return amount === undefined || code === undefined
    ? bad(path, 'needs amount and currency')
    : good({ amount, currency: code })
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

export const isInstant = (value: string): boolean => rfc3339.test(value) && !Number.isNaN(Date.parse(value))

/** RFC 3339 in; kept in UTC with milliseconds. */
export const instant: Reader<string> = (value, path) =>
  typeof value === 'string' && isInstant(value)
    ? good(new Date(value).toISOString())
    : bad(path, 'must be an RFC 3339 time')

export const metadata = textMap({ keys: 50, keyLength: 40, valueLength: 500 })
export const reference = text(255)
