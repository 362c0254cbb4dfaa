import { type Need, needKinds } from './need.ts'

/**
 * The most urgent first: unknown outcomes, then what holds up the most money, then the rest by kind and count. Amounts of
 * two currencies can't be compared: the currency that most problems are about goes first.
 */
export function inOrderOfUrgency(needs: readonly Need[]): readonly Need[] {
  const currencies = byUse(needs)
  return needs.toSorted(
    (a, b) =>
      Number(b.kind === 'unknown') - Number(a.kind === 'unknown') ||
      moreMoney(a, b, currencies) ||
      needKinds.indexOf(a.kind) - needKinds.indexOf(b.kind) ||
      b.count - a.count,
  )
}

/** The currencies, that of the most problems first. */
function byUse(needs: readonly Need[]): readonly string[] {
  const uses = Map.groupBy(
    needs.flatMap(({ sums }) => sums),
    ({ currency }) => currency,
  )
  return [...uses]
    .toSorted(([a, those], [b, others]) => others.length - those.length || (a < b ? -1 : 1))
    .map(([currency]) => currency)
}

/** Below zero where the first holds more, currency by currency. */
function moreMoney(a: Need, b: Need, currencies: readonly string[]): number {
  for (const currency of currencies) {
    const more = heldIn(b, currency) - heldIn(a, currency)
    if (more !== 0n) return more > 0n ? 1 : -1
  }
  return 0
}

const heldIn = ({ sums }: Need, currency: string): bigint =>
  BigInt(sums.find((sum) => sum.currency === currency)?.minor ?? 0)
