import type { Money } from '@syncline/domain/money'

/** ISO 4217: this is no currency. QuickBooks leaves the currency out where a company has only one and never said which. */
export const noCurrency = 'XXX'

const exact = /^(-?)(\d{1,15})(?:\.(\d{1,20}))?$/

/**
 * A JSON decimal as whole minor units, exactly: its shortest decimal form is what QuickBooks wrote. Digits beyond the
 * currency's own are rounded half away from zero. Null when it is no amount that can be told.
 */
export function toMinorUnits(amount: number, currency: string): number | null {
  const parts = exact.exec(String(amount))
  if (!parts) return null
  const [, sign = '', whole = '', fraction = ''] = parts
  const digits = fractionDigits(currency)
  const kept = BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits))
  const rounded = kept + (Number(fraction[digits] ?? '0') >= 5 ? 1n : 0n)
  if (rounded > BigInt(Number.MAX_SAFE_INTEGER)) return null
  return sign === '-' && rounded !== 0n ? -Number(rounded) : Number(rounded)
}

/** The same back: a JSON number with no more digits than the currency has. */
export function toDecimal({ amount, currency }: Money): number {
  const digits = fractionDigits(currency)
  const text = String(amount).padStart(digits + 1, '0')
  return Number(digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`)
}

const digitsByCurrency = new Map<string, number>()
/** A company sees few currencies; whoever sends many others must not fill the memory. */
const maxKept = 300

function fractionDigits(currency: string): number {
  const known = digitsByCurrency.get(currency)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  // ICU writes a currency it has never heard of, and none at all, with two.
  const digits = currency === noCurrency ? 2 : (format.resolvedOptions().maximumFractionDigits ?? 2)
  if (digitsByCurrency.size < maxKept) digitsByCurrency.set(currency, digits)
  return digits
}
