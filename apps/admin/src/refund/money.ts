import type { Money } from '@syncline/domain/money'
import { money } from '../money/format.ts'

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** «$25.00», «¥500»: whole minor units as a person writes them. */
export const moneyText = ({ amount, currency }: Money): string => money(amount, currency)

/** The same without its currency, as it is typed: «25.00». */
export const amountText = ({ amount, currency }: Money): string => {
  const digits = digitsOf(currency)
  return (amount / 10 ** digits).toFixed(digits)
}

/** What was typed, in whole minor units; null for what is no amount of the currency. Never by way of a fraction. */
export function typedAmount(typed: string, currency: string): number | null {
  const digits = digitsOf(currency)
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(typed.trim().replaceAll(',', '')) ?? []
  if (whole === undefined || fraction.length > digits) return null
  const amount = Number(whole + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(amount) && amount > 0 ? amount : null
}
