/** Amounts of one currency together: whole minor units as digits, since sums outgrow what a number holds exactly. */
export interface Sum {
  readonly minor: string
  readonly currency: string
}

/** Sums of the same currency added up, in the order the currencies came. */
export function together(sums: readonly Sum[]): readonly Sum[] {
  const byCurrency = Map.groupBy(sums, ({ currency }) => currency)
  return [...byCurrency].map(([currency, own]) => ({
    currency,
    minor: String(own.reduce((total, { minor }) => total + BigInt(minor), 0n)),
  }))
}
