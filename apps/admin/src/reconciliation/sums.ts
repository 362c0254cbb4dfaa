import type { Counts, Total } from '@syncline/domain/reconciliation'
import { money } from '../money/format.ts'

/** Whole minor units as digits, as an amount with its currency. */
export const amountText = (digits: string, currency: string): string => money(digits, currency)

/** How much more there is here than there, as digits. */
export const differenceOf = ({ ours, theirs }: Total): string =>
  String(BigInt(ours.amount) - BigInt(theirs.amount))

/** Of all kinds. */
export const foundIn = (counts: Counts): number => counts.compared - counts.matched

/** What does not add up, each currency by itself; null where all of it does. */
export function unequal(totals: readonly Total[]): string | null {
  const sums = totals.flatMap((total) => {
    const digits = differenceOf(total).replace('-', '')
    return digits === '0' ? [] : [amountText(digits, total.currency)]
  })
  return sums.length === 0 ? null : sums.join(' + ')
}
