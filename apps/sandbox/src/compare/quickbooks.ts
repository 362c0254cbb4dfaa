import type { Book, Held } from './books.ts'
import type { Expected } from './expected.ts'

/**
 * QuickBooks' book as FlashERP should have it. What came to QuickBooks by its API came from FlashERP itself and is left
 * out. Amounts are decimals there.
 */
export function expectedOfQuickbooks(quickbooks: Book): Expected[] {
  const entered = (entity: string) =>
    (quickbooks.objects[entity] ?? []).filter(
      ({ account, object }) => !quickbooks.byApi.has(`${account} ${String(object.Id)}`),
    )
  return [...entered('customer').map(customerOf), ...entered('invoice').map(invoiceOf)]
}

type Customer = {
  Id: string
  DisplayName: string
  PrimaryEmailAddr?: { Address?: string }
  PrimaryPhone?: { FreeFormNumber?: string }
}

function customerOf({ object }: Held): Expected {
  const { Id, DisplayName, PrimaryEmailAddr, PrimaryPhone } = object as unknown as Customer
  return {
    entity: 'customers',
    ref: Id,
    required: true,
    customer: undefined,
    fields: {
      // What QuickBooks writes behind the name of somebody inactive is not theirs.
      name: DisplayName.replace(/ \(deleted\)$/, ''),
      email: PrimaryEmailAddr?.Address ?? null,
      phone: PrimaryPhone?.FreeFormNumber ?? null,
    },
  }
}

type Invoice = {
  Id: string
  DocNumber?: string
  PrivateNote?: string
  CurrencyRef: { value: string }
  CustomerRef: { value: string }
  TotalAmt: number
  Balance: number
}

function invoiceOf({ deleted, object }: Held): Expected {
  const common = { entity: 'invoices', ref: String(object.Id) } as const
  if (deleted) return { ...common, required: false, customer: undefined, fields: { status: 'void' } }
  const invoice = object as unknown as Invoice
  const money = (amount: number) => ({
    amount: Math.round(amount * 100),
    currency: invoice.CurrencyRef.value,
  })
  return {
    ...common,
    required: true,
    customer: invoice.CustomerRef.value,
    fields: {
      status: invoice.PrivateNote === 'Voided' ? 'void' : invoice.Balance === 0 ? 'paid' : 'open',
      number: invoice.DocNumber ?? null,
      total: money(invoice.TotalAmt),
      amount_paid: money(invoice.TotalAmt - invoice.Balance),
    },
  }
}
