import type { Money } from '@syncline/domain/money'
import { z } from 'zod'
import { cutText, optionalText } from '../shape.ts'
import {
  currencyRef,
  decimal,
  moneyIn,
  objectHead,
  optionalDay,
  optionalDecimal,
  quantityOf,
} from './wire.ts'

const maxListLength = 2_000
const maxDescriptionLength = 1_000

/** What invoices, bills and payments have in common. */
export const transactionShape = {
  ...objectHead,
  DocNumber: optionalText(120),
  TxnDate: optionalDay,
  CurrencyRef: currencyRef,
  TotalAmt: decimal,
  PrivateNote: optionalText(4_000),
}

const detailSchema = z.object({
  Qty: z.number().nullish(),
  AccountRef: z.object({ value: z.string().max(100) }).nullish(),
})

export const lineSchema = z.object({
  Description: optionalText(4_000),
  Amount: optionalDecimal,
  /** Lines of payments have none. */
  DetailType: z.string().max(60).default(''),
  SalesItemLineDetail: detailSchema.nullish(),
  ItemBasedExpenseLineDetail: detailSchema.nullish(),
  AccountBasedExpenseLineDetail: detailSchema.nullish(),
  LinkedTxn: z
    .array(z.object({ TxnId: z.string().max(100), TxnType: z.string().max(60) }))
    .max(100)
    .nullish(),
})
export const linesSchema = z
  .array(lineSchema)
  .max(maxListLength)
  .nullish()
  .transform((lines) => lines ?? [])

export interface Line {
  readonly description: string | null
  readonly quantity: string
  readonly amount: Money
  readonly accountId: string | null
}

/** Lines that QuickBooks adds up itself: they say nothing that the others have not said. */
const sums = new Set(['SubTotalLineDetail', 'TaxLineDetail'])

/**
 * Line by line where that can be told: none is below zero, none takes something off the others, and there are not too
 * many. Else the lines as one, of the subtotal, so that no sum is ever wrong.
 */
export function linesOf(
  lines: z.output<typeof linesSchema>,
  currency: string,
  subtotal: Money,
  maxLines: number,
): Line[] {
  const told = lines
    .filter(({ DetailType }) => !sums.has(DetailType))
    .map((line) => {
      const detail =
        line.SalesItemLineDetail ?? line.ItemBasedExpenseLineDetail ?? line.AccountBasedExpenseLineDetail
      const amount = line.DetailType === 'DiscountLineDetail' ? null : moneyIn(currency, line.Amount)
      return {
        description: cutText(line.Description, maxDescriptionLength),
        quantity: quantityOf(detail?.Qty),
        amount,
        accountId: detail?.AccountRef?.value ?? null,
      }
    })
  const tellable = told.filter((line): line is Line => line.amount !== null)
  return tellable.length === told.length && told.length <= maxLines
    ? tellable
    : [{ description: 'All lines together', quantity: '1', amount: subtotal, accountId: null }]
}

export const taxDetail = z
  .object({ TotalTax: optionalDecimal })
  .nullish()
  .transform((detail) => detail?.TotalTax ?? 0)
