import type { Amount, Sum } from '@syncline/domain/money'
import * as strings from '../strings/index.ts'
import { money } from './format.ts'

const words = strings.list.sums

export const amountText = ({ minor, currency }: Amount | Sum): string => money(minor, currency)

/** Sums of several currencies side by side, two at most; null for none. `partial`: not everything was added up. */
export function sumsText(sums: readonly Sum[], partial = false): string | null {
  const [one, other] = sums.map((sum) => (partial ? words.atLeast(amountText(sum)) : amountText(sum)))
  if (one === undefined) return null
  if (other === undefined) return one
  return sums.length > 2 ? words.others(one, other) : words.both(one, other)
}

/** Sums of the same currency added up, in the order the currencies came. */
export function together(sums: readonly Sum[]): readonly Sum[] {
  const byCurrency = Map.groupBy(sums, ({ currency }) => currency)
  return [...byCurrency].map(([currency, own]) => ({
    currency,
    minor: String(own.reduce((total, { minor }) => total + BigInt(minor), 0n)),
  }))
}
