import { type InvoiceRecord, maxInvoiceLines } from '@syncline/domain/record'
import { z } from 'zod'
import { objectReader } from './object.ts'
import { linesOf, linesSchema, taxDetail, transactionShape } from './transaction.ts'
import { isVoided, moneysIn, optionalDay, optionalDecimal, optionalReference } from './wire.ts'

const invoiceSchema = z.object({
  ...transactionShape,
  CustomerRef: optionalReference,
  Line: linesSchema,
  TxnTaxDetail: taxDetail,
  Balance: optionalDecimal,
  DueDate: optionalDay,
})
type Invoice = z.output<typeof invoiceSchema>

function toRecord(invoice: Invoice): InvoiceRecord | null {
  const { CurrencyRef: currency, TotalAmt: total, Balance: due, TxnTaxDetail: tax } = invoice
  const moneys = moneysIn(currency, { total, due, tax })
  if (!moneys) return null
  const subtotal = moneys.total.amount - moneys.tax.amount
  const paid = moneys.total.amount - moneys.due.amount
  if (subtotal < 0 || paid < 0) return null
  const money = (amount: number) => ({ amount, currency })
  return {
    entity: 'invoice',
    sourceId: invoice.Id,
    deleted: false,
    number: invoice.DocNumber,
    status: isVoided(invoice) ? 'void' : moneys.due.amount === 0 ? 'paid' : 'open',
    customerId: invoice.CustomerRef?.value ?? null,
    subscriptionId: null,
    lines: linesOf(invoice.Line, currency, money(subtotal), maxInvoiceLines).map(
      ({ accountId: _none, ...line }) => line,
    ),
    subtotal: money(subtotal),
    tax: moneys.tax,
    total: moneys.total,
    amountPaid: money(paid),
    amountDue: moneys.due,
    issuedAt: invoice.TxnDate,
    dueAt: invoice.DueDate,
    // Only the payments say when.
    paidAt: null,
  }
}

export const readInvoice = objectReader('invoice', invoiceSchema, toRecord)
