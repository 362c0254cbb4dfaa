import type { Entity } from '@syncline/domain/connection'
import type { Dependency } from '@syncline/domain/record'
import { keptReference, type PlanContext } from '../provider.ts'
import { servicesId } from './choices.ts'
import { withMarker } from './marker.ts'
import { noCurrency, toDecimal } from './money.ts'
import { type NoPlan, noCall, type Writing } from './plan.ts'

const maxNumberLength = 21

/** What others refer to, by its id at QuickBooks: it has to be there first. */
function referenceTo(
  entity: Entity,
  sourceId: string | null,
  field: string,
  { externalIdOf }: PlanContext,
): { readonly ok: true; readonly ref: { readonly value: string } } | NoPlan {
  if (sourceId === null)
    return noCall(
      'REQUIRED_FIELD_MISSING',
      field,
      `QuickBooks keeps this only of a ${entity}, and the record names none.`,
    )
  const missing: Dependency = { entity, sourceId }
  const value = externalIdOf(missing)
  if (value !== null) return { ok: true, ref: { value } }
  return {
    ...noCall('DEPENDENCY_MISSING', field, `The ${entity} has to be written to QuickBooks first.`),
    missing,
  }
}

const dayOf = (instant: string | null) => instant?.slice(0, 10) ?? ''
const currencyOf = (currency: string) => ({ value: currency === noCurrency ? '' : currency })
const misnumbered = (number: string | null): NoPlan | null =>
  number !== null && number.length > maxNumberLength
    ? noCall('MAPPING_FAILED', 'number', `Longer than the ${maxNumberLength} characters QuickBooks takes.`)
    : null

export const invoiceWriting: Writing<'invoice'> = {
  name: 'Invoice',
  ending: { operation: 'delete' },
  membersOf(record, context) {
    if (record.status === 'draft')
      return noCall('MAPPING_FAILED', 'status', 'QuickBooks keeps no drafts: it goes there once it is final.')
    const misfit = misnumbered(record.number)
    if (misfit) return misfit
    const customer = referenceTo('customer', record.customerId, 'customerId', context)
    if (!customer.ok) return customer
    const ItemRef = { value: context.choices?.item?.id ?? servicesId }
    const members = {
      CustomerRef: customer.ref,
      DocNumber: record.number ?? '',
      TxnDate: dayOf(record.issuedAt),
      DueDate: dayOf(record.dueAt),
      CurrencyRef: currencyOf(record.total.currency),
      Line: record.lines.map(({ description, quantity, amount }) => ({
        Description: description ?? '',
        Amount: toDecimal(amount),
        DetailType: 'SalesItemLineDetail',
        // A price of one is left out: rounded, it would not make the amount again.
        SalesItemLineDetail: { ItemRef, ...(quantity === '1' ? {} : { Qty: Number(quantity) }) },
      })),
      TxnTaxDetail: { TotalTax: toDecimal(record.tax) },
      PrivateNote: withMarker(null, keptReference(record, context) ?? record.sourceId),
    }
    return { ok: true, members }
  },
}

export const billWriting: Writing<'bill'> = {
  name: 'Bill',
  ending: { operation: 'delete' },
  membersOf(record, context) {
    if (record.status === 'draft')
      return noCall('MAPPING_FAILED', 'status', 'QuickBooks keeps no drafts: it goes there once it is final.')
    const misfit = misnumbered(record.number)
    if (misfit) return misfit
    const account = context.choices?.expense_account?.id ?? null
    if (account === null && record.lines.some(({ accountId }) => accountId === null))
      return noCall(
        'NOT_CONFIGURED',
        'lines.accountId',
        'QuickBooks books each line of a bill to an account, and this one names none. Choose an account of expenses on the connection’s page, or map one.',
      )
    const vendor = referenceTo('vendor', record.vendorId, 'vendorId', context)
    if (!vendor.ok) return vendor
    const members = {
      VendorRef: vendor.ref,
      DocNumber: record.number ?? '',
      TxnDate: dayOf(record.issuedAt),
      DueDate: dayOf(record.dueAt),
      CurrencyRef: currencyOf(record.total.currency),
      Line: record.lines.map(({ description, amount, accountId }) => ({
        Description: description ?? '',
        Amount: toDecimal(amount),
        DetailType: 'AccountBasedExpenseLineDetail',
        AccountBasedExpenseLineDetail: { AccountRef: { value: accountId ?? account } },
      })),
      TxnTaxDetail: { TotalTax: toDecimal(record.tax) },
      PrivateNote: withMarker(record.memo, keptReference(record, context) ?? record.sourceId),
    }
    return { ok: true, members }
  },
}

export const paymentWriting: Writing<'payment'> = {
  name: 'Payment',
  ending: { operation: 'delete' },
  membersOf(record, context) {
    if (record.direction === 'out')
      return noCall(
        'MAPPING_FAILED',
        'direction',
        'Which bank account paid a bill is known in QuickBooks only.',
      )
    if (record.status !== 'completed')
      return noCall('MAPPING_FAILED', 'status', 'QuickBooks keeps payments only once the money is there.')
    const customer = referenceTo('customer', record.customerId, 'customerId', context)
    if (!customer.ok) return customer
    const Line: object[] = []
    for (const { entity, id, amount } of record.allocations) {
      const paid = referenceTo(entity, id, 'allocations', context)
      if (!paid.ok) return paid
      Line.push({ Amount: toDecimal(amount), LinkedTxn: [{ TxnId: paid.ref.value, TxnType: 'Invoice' }] })
    }
    const members = {
      CustomerRef: customer.ref,
      TotalAmt: toDecimal(record.amount),
      TxnDate: dayOf(record.paidAt),
      CurrencyRef: currencyOf(record.amount.currency),
      PaymentRefNum: record.reference?.slice(0, maxNumberLength) ?? '',
      Line,
      PrivateNote: withMarker(null, keptReference(record, context) ?? record.sourceId),
    }
    return { ok: true, members }
  },
}
