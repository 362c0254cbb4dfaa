import { bad, fields, good, list, nullable, oneOf, type Reader, text } from '../shape.ts'
import type { Entity } from './entity.ts'
import { missingDependency, unprocessable } from './errors.ts'
import { type FlashErpMoney, instant, metadata, money, reference } from './fields.ts'
import type { FlashErpObject } from './state.ts'

const statuses = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const
const maxLines = 200

export type FlashErpInvoiceLine = {
  description: string | null
  /** A decimal in text: `"2"`, `"0.5"`. */
  quantity: string
  amount: FlashErpMoney
}

export type FlashErpInvoice = FlashErpObject & {
  customer_id: string
  /** `external_ref` of the subscription it was drawn for. */
  subscription_ref: string | null
  number: string | null
  status: (typeof statuses)[number]
  lines: FlashErpInvoiceLine[]
  subtotal: FlashErpMoney
  tax: FlashErpMoney
  total: FlashErpMoney
  amount_paid: FlashErpMoney
  amount_due: FlashErpMoney
  issued_at: string | null
  due_at: string | null
  paid_at: string | null
}

const quantity: Reader<string> = (value, path) =>
  typeof value === 'string' && /^\d{1,12}(\.\d{1,12})?$/.test(value)
    ? good(value)
    : bad(path, 'must be a decimal in text, such as "1" or "0.5"')

const line: Reader<FlashErpInvoiceLine> = (value, path) => {
  const read = fields<FlashErpInvoiceLine>({ description: nullable(text(1000)), quantity, amount: money })(
    value,
    path,
  )
  if (!read.ok) return read
  const { description = null, quantity: count, amount } = read.value
  return count === undefined || amount === undefined
    ? bad(path, 'needs quantity and amount')
    : good({ description, quantity: count, amount })
}

const readFields = fields<Omit<FlashErpInvoice, 'id' | 'version' | 'created_at' | 'updated_at'>>({
  external_ref: nullable(reference),
  customer_id: reference,
  subscription_ref: nullable(reference),
  number: nullable(text(100)),
  status: oneOf(statuses),
  lines: list(line, maxLines),
  subtotal: money,
  tax: money,
  total: money,
  amount_paid: money,
  amount_due: money,
  issued_at: nullable(instant),
  due_at: nullable(instant),
  paid_at: nullable(instant),
  metadata,
})

const sums = ['subtotal', 'tax', 'total', 'amount_paid', 'amount_due'] as const

export const invoiceEntity: Entity<FlashErpInvoice> = {
  name: 'invoice',
  plural: 'invoices',
  idPrefix: 'fin_',
  blank: () => ({
    subscription_ref: null,
    number: null,
    issued_at: null,
    due_at: null,
    paid_at: null,
    metadata: {},
  }),
  required: ['customer_id', 'status', 'lines', ...sums],
  read: (body) => readFields(body, ''),
  check(invoice, { exists }) {
    if (!exists('customers', invoice.customer_id))
      return missingDependency('customer_id', `There is no customer ${invoice.customer_id}.`)
    const { currency } = invoice.total
    const strangeSum = sums.find((name) => invoice[name].currency !== currency)
    if (strangeSum) return unprocessable('An invoice has one currency.', `${strangeSum}.currency`)
    const strangeLine = invoice.lines.findIndex(({ amount }) => amount.currency !== currency)
    return strangeLine === -1
      ? null
      : unprocessable('An invoice has one currency.', `lines[${strangeLine}].amount.currency`)
  },
  sentinelName: ({ lines }) => lines?.[0]?.description ?? null,
  announcesCreation: false,
  money: () => null,
}
