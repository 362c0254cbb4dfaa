import { freshId } from '../identifiers.ts'
import type { Result } from '../provider.ts'
import { cardError, goodCard } from './cards.ts'
import type { StripeCustomer } from './customer.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import type { FormHash, FormValue } from './form.ts'
import { type NewInvoice, type NewLine, newInvoice, type StripeInvoice, withLines } from './invoice.ts'
import { fullness, missingCustomer, save, shown, tableOf } from './objects.ts'
import {
  choiceParser,
  integerParser,
  missing,
  type Parsed,
  parseAmount,
  parseCurrency,
  parseFlag,
  parseMetadata,
  readParameters,
  textParser,
} from './parameters.ts'
import { type Attempt, addPaymentIntent, attemptPayment } from './payment-intents.ts'
import { problemResult, referred, refused, type StripeScope, secondsNow, stateOf } from './scope.ts'

const maxLines = 200

type InvoiceWishes = {
  customer: string | null
  currency: string
  collection_method: 'charge_automatically' | 'send_invoice'
  days_until_due: number
  description: string | null
  default_payment_method: string | null
  metadata: Record<string, string>
}

const invoiceParsers = {
  customer: textParser(255),
  currency: parseCurrency,
  collection_method: choiceParser(['charge_automatically', 'send_invoice']),
  days_until_due: integerParser(0, 3650),
  description: textParser(1500),
  default_payment_method: textParser(255),
  metadata: parseMetadata,
}

/** An empty draft; lines are added to it afterwards. */
export function createInvoice(scope: StripeScope, form: FormHash): Result {
  const parsed = readParameters<InvoiceWishes>(form, invoiceParsers, {
    ignored: ['auto_advance', 'pending_invoice_items_behavior'],
  })
  if (!parsed.ok) return problemResult(parsed.problem)
  const wishes = parsed.value
  if (!wishes.customer) return problemResult(missing('customer').problem)
  const stopped = missingCustomer(scope, wishes.customer) ?? fullness(scope, 'invoices')
  if (stopped) return stopped
  const customer = stateOf(scope).customers.get(wishes.customer)?.customer
  if (!customer) return refused(resourceMissing('customer', wishes.customer, 'customer', 400))
  const invoice = addInvoice(scope, {
    customer,
    currency: wishes.currency ?? 'usd',
    reason: 'manual',
    collectionMethod: wishes.collection_method ?? 'charge_automatically',
    daysUntilDue: wishes.days_until_due ?? null,
    description: wishes.description ?? null,
    defaultPaymentMethod: wishes.default_payment_method ?? null,
    subscription: null,
    metadata: wishes.metadata ?? {},
  })
  return shown(invoice)
}

export function addInvoice(
  scope: StripeScope,
  wishes: NewInvoice,
  lines: readonly Omit<NewLine, 'id'>[] = [],
): StripeInvoice {
  const empty = newInvoice(freshId('in_1', 23), secondsNow(scope), wishes)
  return save(scope, 'invoices', null, withLines(empty, lines.map(identified)), 'invoice.created')
}

const identified = (line: Omit<NewLine, 'id'>): NewLine => ({ id: freshId('il_1', 23), ...line })

type LineWishes = {
  amount: number
  quantity: number
  description: string | null
  metadata: Record<string, string>
}

/** `POST invoices/{id}/add_lines` `lines[0][amount]=…&lines[0][description]=…`: only while the invoice is a draft. */
export function addInvoiceLines(scope: StripeScope, id: string, form: FormHash): Result {
  const found = find(scope, id, ['draft'])
  if (!found.ok) return found.result
  const { invoice } = found
  const { lines, ...others } = form
  if (!Array.isArray(lines) || lines.length === 0) return problemResult(missing('lines').problem)
  if (lines.length + invoice.lines.data.length > maxLines)
    return problemResult({ param: 'lines', message: `An invoice has at most ${maxLines} lines here.` })
  const rest = readParameters(others, {}, { ignored: ['invoice_metadata'] })
  if (!rest.ok) return problemResult(rest.problem)
  const added: NewLine[] = []
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line, `lines[${index}]`)
    if (!parsed.ok) return problemResult(parsed.problem)
    const { amount, quantity = 1, description = null, metadata = {} } = parsed.value
    if (amount === undefined) return problemResult(missing(`lines[${index}][amount]`).problem)
    const period = { start: invoice.created, end: invoice.created }
    added.push(identified({ amount, quantity, description, metadata, period }))
  }
  return shown(save(scope, 'invoices', invoice, withLines(invoice, added), 'invoice.updated'))
}

function parseLine(line: FormValue, prefix: string): Parsed<Partial<LineWishes>> {
  if (typeof line === 'string' || Array.isArray(line))
    return { ok: false, problem: { param: prefix, message: 'Invalid hash.' } }
  const parsers = {
    amount: parseAmount,
    quantity: integerParser(0, 1_000_000),
    description: textParser(500),
    metadata: parseMetadata,
  }
  return readParameters<LineWishes>(line, parsers, { prefix })
}

export function finalizeInvoice(scope: StripeScope, id: string, form: FormHash): Result {
  const parsed = readParameters(form, {}, { ignored: ['auto_advance'] })
  if (!parsed.ok) return problemResult(parsed.problem)
  const found = find(scope, id, ['draft'])
  return found.ok ? shown(finalize(scope, found.invoice)) : found.result
}

/** Gives the invoice its number and opens it; one over nothing is paid by that. */
export function finalize(scope: StripeScope, draft: StripeInvoice): StripeInvoice {
  const at = secondsNow(scope)
  const open: StripeInvoice = {
    ...draft,
    status: 'open',
    number: takeNumber(scope, referred(draft.customer)),
    effective_at: at,
    ending_balance: 0,
    status_transitions: { ...draft.status_transitions, finalized_at: at },
  }
  const invoice = save(scope, 'invoices', draft, open, 'invoice.finalized')
  return invoice.amount_due === 0 ? settle(scope, invoice) : invoice
}

/** The customer's next number; counting it up is no change that anybody is told of. */
function takeNumber(scope: StripeScope, customerId: string): string | null {
  const { customers } = stateOf(scope)
  const stored = customers.get(customerId)
  if (!stored) return null
  const sequence = stored.customer.next_invoice_sequence ?? 1
  const customer: StripeCustomer = { ...stored.customer, next_invoice_sequence: sequence + 1 }
  customers.put(customerId, { ...stored, customer })
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`
}

function settle(scope: StripeScope, invoice: StripeInvoice): StripeInvoice {
  const paid: StripeInvoice = {
    ...invoice,
    status: 'paid',
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    status_transitions: { ...invoice.status_transitions, paid_at: secondsNow(scope) },
  }
  return save(scope, 'invoices', invoice, paid, 'invoice.paid')
}

/** Takes the money of an open invoice from a card, by a payment intent of its own. */
export function collect(
  scope: StripeScope,
  invoice: StripeInvoice,
  paymentMethod: string,
): { invoice: StripeInvoice; attempt: Attempt } {
  const intent = addPaymentIntent(scope, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: typeof invoice.customer === 'string' ? invoice.customer : null,
    description: invoice.number === null ? 'Invoice' : `Invoice ${invoice.number}`,
    payment_method: paymentMethod,
  })
  const attempt = attemptPayment(scope, intent, paymentMethod)
  if (attempt.intent.status === 'succeeded') return { invoice: settle(scope, invoice), attempt }
  const failed = { ...invoice, attempted: true, attempt_count: invoice.attempt_count + 1 }
  return { invoice: save(scope, 'invoices', invoice, failed, 'invoice.payment_failed'), attempt }
}

export function payInvoice(scope: StripeScope, id: string, form: FormHash): Result {
  const parsed = readParameters<{ payment_method: string | null; paid_out_of_band: boolean }>(
    form,
    { payment_method: textParser(255), paid_out_of_band: parseFlag },
    { ignored: ['off_session'] },
  )
  if (!parsed.ok) return problemResult(parsed.problem)
  const found = find(scope, id, ['open'])
  if (!found.ok) return found.result
  if (parsed.value.paid_out_of_band) return shown(settle(scope, found.invoice))
  const stopped = fullness(scope, 'payment_intents', 'charges')
  if (stopped) return stopped
  const own = found.invoice.default_payment_method
  const method = parsed.value.payment_method ?? (typeof own === 'string' ? own : goodCard)
  const { invoice, attempt } = collect(scope, found.invoice, method)
  const { declined, intent } = attempt
  return declined ? cardError(declined.decline, declined.chargeId, intent) : shown(invoice)
}

export function voidInvoice(scope: StripeScope, id: string, form: FormHash): Result {
  const parsed = readParameters(form, {})
  if (!parsed.ok) return problemResult(parsed.problem)
  const found = find(scope, id, ['open', 'uncollectible'])
  if (!found.ok) return found.result
  const transitions = { ...found.invoice.status_transitions, voided_at: secondsNow(scope) }
  const voided = { ...found.invoice, status: 'void' as const, status_transitions: transitions }
  return shown(save(scope, 'invoices', found.invoice, voided, 'invoice.voided'))
}

type Found = { ok: true; invoice: StripeInvoice } | { ok: false; result: Result }

function find(scope: StripeScope, id: string, statuses: readonly string[]): Found {
  const invoice = tableOf(scope, 'invoices').get(id)
  if (!invoice) return { ok: false, result: refused(resourceMissing('invoice', id)) }
  if (statuses.includes(invoice.status ?? '')) return { ok: true, invoice }
  const message = `This invoice is ${invoice.status}; it must be ${statuses.join(' or ')} for that.`

  return { ok: false, result: refused(invalidRequest(message)) }
}
