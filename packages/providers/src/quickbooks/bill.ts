import { type BillRecord, maxBillLines } from '@syncline/domain/record'
import { z } from 'zod'
import { withoutMarker } from './marker.ts'
import { objectReader } from './object.ts'
import { linesOf, linesSchema, taxDetail, transactionShape } from './transaction.ts'
import { isVoided, moneysIn, optionalDay, optionalDecimal, optionalReference } from './wire.ts'

const billSchema = z.object({
  ...transactionShape,
  VendorRef: optionalReference,
  Line: linesSchema,
  TxnTaxDetail: taxDetail,
  Balance: optionalDecimal,
  DueDate: optionalDay,
})
type Bill = z.output<typeof billSchema>

function toRecord(bill: Bill): BillRecord | null {
  const { CurrencyRef: currency, TotalAmt: total, Balance: due, TxnTaxDetail: tax } = bill
  const moneys = moneysIn(currency, { total, due, tax })
  if (!moneys) return null
  const subtotal = moneys.total.amount - moneys.tax.amount
  if (subtotal < 0) return null
  return {
    entity: 'bill',
    sourceId: bill.Id,
    deleted: false,
    number: bill.DocNumber,
    status: isVoided(bill) ? 'void' : moneys.due.amount === 0 ? 'paid' : 'open',
    vendorId: bill.VendorRef?.value ?? null,
    vendorName: bill.VendorRef?.name ?? null,
    lines: linesOf(bill.Line, currency, { amount: subtotal, currency }, maxBillLines),
    subtotal: { amount: subtotal, currency },
    tax: moneys.tax,
    total: moneys.total,
    amountDue: moneys.due,
    memo: withoutMarker(bill.PrivateNote),
    issuedAt: bill.TxnDate,
    dueAt: bill.DueDate,
  }
}

export const readBill = objectReader('bill', billSchema, toRecord)
