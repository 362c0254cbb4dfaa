import { type InvoiceRecord, invoiceStatuses, maxInvoiceLines } from '@syncline/domain/record'
import type Stripe from 'stripe'
import { z } from 'zod'
import { cutText, identifier, optionalText } from '../shape.ts'
import {
  currency,
  maxDescriptionLength,
  maxSourceTextLength,
  metadataSchema,
  minorUnits,
  objectReader,
  optionalSeconds,
  reference,
  toInstant,
} from './object.ts'

/** Stripe's lists inside objects hold ten of theirs; asked for, up to a hundred. */
const maxListLength = 250

/** A number, or a decimal as text; the SDK makes an object of that. */
const decimal = z
  .union([z.number(), z.string().max(40), z.custom<object>(isDecimal)])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,12}(\.\d{1,12})?$/))

function isDecimal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'toJSON' in value && 'isPositive' in value
}

const lineSchema = z.object({
  description: optionalText(maxSourceTextLength),
  quantity: decimal.nullish(),
  quantity_decimal: decimal.nullish(),
  /** Below zero where it gives time back that was paid for and not used. */
  amount: z.int(),
} satisfies Partial<Record<keyof Stripe.InvoiceLineItem, unknown>>)

const subscriptionParent = z
  .object({ subscription_details: z.object({ subscription: reference }).nullish() })
  .nullish()

/** Members that the pinned version has no more. */
type Former = 'subscription' | 'tax' | 'paid'

const invoiceSchema = z.object({
  id: identifier(255),
  object: z.literal('invoice'),
  number: optionalText(120),
  status: z.enum(invoiceStatuses satisfies readonly Stripe.Invoice.Status[]).nullish(),
  customer: reference,
  parent: subscriptionParent,
  subscription: reference,
  currency,
  /** Left out of what lists of the oldest versions hold. */
  lines: z
    .object({ data: z.array(lineSchema).max(maxListLength), has_more: z.boolean().nullish() })
    .nullish()
    .transform((lines) => lines ?? { data: [], has_more: true }),
  subtotal: minorUnits,
  total: minorUnits,
  total_excluding_tax: minorUnits.nullish(),
  total_taxes: z
    .array(z.object({ amount: minorUnits }))
    .max(maxListLength)
    .nullish(),
  tax: minorUnits.nullish(),
  /** Absent before 2017, when all of an invoice was paid or none of it. */
  amount_paid: minorUnits.nullish(),
  amount_remaining: minorUnits.nullish(),
  paid: z.boolean().nullish(),
  due_date: optionalSeconds,
  effective_at: optionalSeconds,
  status_transitions: z
    .object({ finalized_at: optionalSeconds, paid_at: optionalSeconds })
    .nullish()
    .transform((times) => times ?? { finalized_at: null, paid_at: null }),
  metadata: metadataSchema,
} satisfies Partial<Record<keyof Stripe.Invoice | Former, unknown>>)
type Invoice = z.output<typeof invoiceSchema>

function toRecord(invoice: Invoice, eventType: string | null): InvoiceRecord | null {
  const money = (amount: number) => ({ amount, currency: invoice.currency })
  const taxAmount = taxOf(invoice)
  if (!Number.isSafeInteger(taxAmount)) return null
  const { finalized_at: finalizedAt, paid_at: paidAt } = invoice.status_transitions
  return {
    entity: 'invoice',
    sourceId: invoice.id,
    deleted: eventType === 'invoice.deleted',
    number: invoice.number,
    status: invoice.status ?? 'draft',
    customerId: invoice.customer,
    subscriptionId: invoice.parent?.subscription_details?.subscription ?? invoice.subscription,
    lines: linesOf(invoice),
    subtotal: money(invoice.subtotal),
    tax: money(taxAmount),
    total: money(invoice.total),
    amountPaid: money(invoice.amount_paid ?? (invoice.paid ? invoice.total : 0)),
    amountDue: money(invoice.amount_remaining ?? (invoice.paid ? 0 : invoice.total)),
    issuedAt: toInstant(invoice.effective_at ?? finalizedAt),
    dueAt: toInstant(invoice.due_date),
    paidAt: toInstant(paidAt),
  }
}

function taxOf(invoice: Invoice): number {
  if (invoice.total_taxes) return invoice.total_taxes.reduce((sum, { amount }) => sum + amount, 0)
  if (invoice.tax != null) return invoice.tax
  return Math.max(0, invoice.total - (invoice.total_excluding_tax ?? invoice.total))
}

/**
 * Line by line where that can be told: all lines are there, and none is below zero, which no target takes. Else the
 * lines as one, of the invoice's own subtotal, so that no sum is ever wrong.
 */
function linesOf(invoice: Invoice): InvoiceRecord['lines'] {
  const { data, has_more: hasMore } = invoice.lines
  const tellable = !hasMore && data.length <= maxInvoiceLines && data.every(({ amount }) => amount >= 0)
  if (!tellable)
    return [
      {
        description: 'All lines together',
        quantity: '1',
        amount: { amount: invoice.subtotal, currency: invoice.currency },
      },
    ]
  return data.map((line) => ({
    description: cutText(line.description, maxDescriptionLength),
    quantity: line.quantity_decimal ?? line.quantity ?? '1',
    amount: { amount: line.amount, currency: invoice.currency },
  }))
}

const readWithId = objectReader(invoiceSchema, toRecord)
const invoice = z.literal('invoice')
const passingSchema = z.union([
  /** A preview has no id; the real one follows. */
  z.object({ object: invoice, id: z.undefined().optional() }),
  /** What the API answers to a deletion; the event of it shows the whole invoice. */
  z.object({ object: invoice, deleted: z.literal(true) }),
])

export const readInvoice: typeof readWithId = (value, eventType) =>
  eventType === 'invoice.upcoming' || passingSchema.safeParse(value).success
    ? { kind: 'covered' }
    : readWithId(value, eventType)
