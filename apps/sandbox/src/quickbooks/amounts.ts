import { isPlainObject } from '../shape.ts'

/** A JSON number to the cent; null for what is none. */
export function amount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.round((value + Number.EPSILON) * 100) / 100
    : null
}

const isSubtotal = (line: unknown) => isPlainObject(line) && line.DetailType === 'SubTotalLineDetail'

/** The lines one by one; what QuickBooks added up itself counts for nothing, a discount takes off. */
export function sumOf(lines: readonly unknown[]): number {
  const cents = lines
    .filter((line) => isPlainObject(line) && !isSubtotal(line))
    .map((line) => {
      const { Amount, DetailType } = line as Record<string, unknown>
      const value = Math.round((amount(Amount) ?? 0) * 100)
      return DetailType === 'DiscountLineDetail' ? -value : value
    })
  return cents.reduce((sum, one) => sum + one, 0) / 100
}

/** Numbers the lines and adds the subtotal behind them, as QuickBooks does. */
export function withSubtotal(lines: readonly unknown[]): unknown[] {
  const own = lines.filter((line) => isPlainObject(line) && !isSubtotal(line)) as Record<string, unknown>[]
  return [
    ...own.map((line, index) => ({ Id: String(index + 1), LineNum: index + 1, ...line })),
    { Amount: sumOf(own), DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
  ]
}

/** What a member says, where it is no object. */
export const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
