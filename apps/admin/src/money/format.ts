import type { Amount, Sum } from '@syncline/domain/money'
import { locale } from '../strings/index.ts'

/**
 * Whole minor units as an amount with its currency: `184500, 'NGN'` is `₦1,845.00`. Digits stand for sums that outgrow
 * what a number holds exactly.
 */
export function money(minor: number | string, currency: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  // U+2212 stands as wide as the figures.
  return format.format(`${minor}e-${digits}` as `${number}`).replace('-', '−')
}

export const amountText = ({ minor, currency }: Amount | Sum): string => money(minor, currency)

export const naira = (kobo: number): string => money(kobo, 'NGN')
