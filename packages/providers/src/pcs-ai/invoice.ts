import { type BillRecord, maxBillLines } from '@syncline/domain/record'
import { z } from 'zod'
import { identifier } from '../shape.ts'

const text = (max: number) => z.string().trim().min(1).max(max)
const optional = (max: number) => text(max).nullish().default(null)
/** Whole minor units: cents, kobo, yen. */
const amount = z.int().min(0).max(1_000_000_000_000)
const date = z.iso.date()

/** Those in use today, by ISO 4217. */
const currencies = Intl.supportedValuesOf('currency')

/** Paper names its vendor and gives no id: each invoice has one of its own, which the target finds by name. */
export const vendorIdOf = (invoiceId: string): string => `${invoiceId}.vendor`

const lineSchema = z.strictObject({
  description: optional(1_000),
  /** A decimal, as text: never a float. */
  quantity: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,6})?$/)
    .default('1'),
  unit_price: amount.nullish().default(null),
  amount,
})

/** The body of one invoice, as PCS AI reads it off the paper. What is not named here is refused, not passed over. */
export const invoiceSchema = z.strictObject({
  /** The vendor's own is made of it. */
  id: identifier(240),
  vendor: z.strictObject({
    name: text(500),
    email: optional(512),
    phone: optional(60),
    tax_id: optional(60),
  }),
  number: text(120),
  issued_on: date,
  due_on: date.nullish().default(null),
  /** ISO 4217, capitals. */
  currency: z.enum(currencies, { error: 'It is no currency of ISO 4217, in capitals.' }),
  lines: z.array(lineSchema).min(1).max(maxBillLines),
  subtotal: amount,
  tax: amount,
  total: amount,
  memo: optional(4_000),
})
export type PcsInvoice = z.output<typeof invoiceSchema>

export interface InvoiceProblem {
  /** Where in the body, as `lines.2.amount`. */
  readonly path: string
  readonly code: 'REQUIRED_FIELD_MISSING' | 'INVALID_INPUT'
  /** What is wrong there and what would be right; nothing of what was sent. */
  readonly message: string
}

export type InvoiceRead =
  | { readonly ok: true; readonly bill: BillRecord; readonly vendor: PcsInvoice['vendor'] }
  | { readonly ok: false; readonly problems: readonly InvoiceProblem[] }

const maxProblems = 20

/** An invoice of PCS AI as the hub's bill, or every reason why it is none: nothing is corrected on the way. */
export function readInvoice(body: unknown): InvoiceRead {
  const read = invoiceSchema.safeParse(body, { reportInput: true })
  if (!read.success) return { ok: false, problems: read.error.issues.slice(0, maxProblems).map(toProblem) }
  const problems = sumsOf(read.data).slice(0, maxProblems)
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, bill: toBill(read.data), vendor: read.data.vendor }
}

function toProblem({ path, message, input }: z.core.$ZodIssue): InvoiceProblem {
  const code = input === undefined ? 'REQUIRED_FIELD_MISSING' : 'INVALID_INPUT'
  return { path: path.join('.'), code, message }
}

/** What must add up, to the last minor unit. */
function sumsOf(invoice: PcsInvoice): InvoiceProblem[] {
  const { lines, subtotal, tax, total, issued_on, due_on } = invoice
  const wrong = (path: string, message: string): InvoiceProblem => ({ path, code: 'INVALID_INPUT', message })
  const problems = lines.flatMap((line, index) =>
    line.unit_price !== null && product(line.quantity, line.unit_price) !== line.amount
      ? [wrong(`lines.${index}.amount`, 'It is not quantity times unit_price, rounded to the minor unit.')]
      : [],
  )
  const sum = lines.reduce((so, line) => so + line.amount, 0)
  if (sum !== subtotal) problems.push(wrong('subtotal', 'It is not the sum of the lines.'))
  if (subtotal + tax !== total) problems.push(wrong('total', 'It is not subtotal plus tax.'))
  if (due_on !== null && due_on < issued_on) problems.push(wrong('due_on', 'It is before issued_on.'))
  return problems
}

/** Exact: the decimal as a whole number of its smallest part, halves rounded up. */
function product(quantity: string, unitPrice: number): number {
  const [whole = '0', part = ''] = quantity.split('.')
  const scale = 10n ** BigInt(part.length)
  const doubled = 2n * BigInt(whole + part) * BigInt(unitPrice) + scale
  return Number(doubled / (2n * scale))
}

function toBill(invoice: PcsInvoice): BillRecord {
  const { currency } = invoice
  const money = (minor: number) => ({ amount: minor, currency })
  const atMidnight = (day: string | null) => (day === null ? null : `${day}T00:00:00.000Z`)
  return {
    entity: 'bill',
    sourceId: invoice.id,
    deleted: false,
    number: invoice.number,
    status: 'open',
    vendorId: vendorIdOf(invoice.id),
    vendorName: invoice.vendor.name,
    lines: invoice.lines.map((line) => ({
      description: line.description,
      quantity: line.quantity,
      amount: money(line.amount),
      accountId: null,
    })),
    subtotal: money(invoice.subtotal),
    tax: money(invoice.tax),
    total: money(invoice.total),
    amountDue: money(invoice.total),
    memo: invoice.memo,
    issuedAt: atMidnight(invoice.issued_on),
    dueAt: atMidnight(invoice.due_on),
  }
}
