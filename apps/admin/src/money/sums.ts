import type { Sum } from '@syncline/domain/money'
import * as strings from '../strings/index.ts'
import { amountText } from './format.ts'

const words = strings.list.sums

/** Sums of several currencies side by side, two at most; null for none. `partial`: not everything was added up. */
export function sumsText(sums: readonly Sum[], partial = false): string | null {
  const [one, other] = sums.map((sum) => (partial ? words.atLeast(amountText(sum)) : amountText(sum)))
  if (one === undefined) return null
  if (other === undefined) return one
  return sums.length > 2 ? words.others(one, other) : words.both(one, other)
}
