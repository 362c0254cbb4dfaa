import type { DiscrepancyKind } from './kinds.ts'
import type { SignedMoney } from './value.ts'

/** How many records of the range were looked at, and what came of it: `compared` is the sum of the five after it. */
export interface Counts {
  readonly compared: number
  readonly matched: number
  readonly missing_here: number
  readonly missing_there: number
  readonly amount_differs: number
  readonly fields_differ: number
  /** Ours is still on its way there: next time. */
  readonly onTheWay: number
  /** Ours can't be read any more, or not be put into the provider's form. */
  readonly unreadable: number
}

export interface Side {
  readonly count: number
  /** Whole minor units, as digits: sums outgrow what a number holds exactly. */
  readonly amount: string
}

export interface Total {
  readonly currency: string
  readonly ours: Side
  readonly theirs: Side
}

export interface Tally {
  readonly counts: Counts
  /** One per currency, by its code. */
  readonly totals: readonly Total[]
}

export const emptyTally: Tally = {
  counts: {
    compared: 0,
    matched: 0,
    missing_here: 0,
    missing_there: 0,
    amount_differs: 0,
    fields_differ: 0,
    onTheWay: 0,
    unreadable: 0,
  },
  totals: [],
}

export const counted = (counts: Counts, verdict: 'matched' | DiscrepancyKind): Counts => ({
  ...counts,
  compared: counts.compared + 1,
  [verdict]: counts[verdict] + 1,
})

const nothing: Side = { count: 0, amount: '0' }

/** Adds one amount to its currency's side; amounts of two currencies never meet. */
export function addTo(
  totals: readonly Total[],
  side: 'ours' | 'theirs',
  money: SignedMoney | null,
): readonly Total[] {
  if (money === null) return totals
  const { currency, amount } = money
  const before = totals.find((total) => total.currency === currency)
  const total = before ?? { currency, ours: nothing, theirs: nothing }
  const after = {
    ...total,
    [side]: { count: total[side].count + 1, amount: String(BigInt(total[side].amount) + amount) },
  }
  return before
    ? totals.map((one) => (one === before ? after : one))
    : [...totals, after].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
