import type Stripe from 'stripe'
import type { StripeCustomer } from './customer.ts'

export type StripeInvoiceLine = Omit<
  Stripe.InvoiceLineItem,
  'lastResponse' | 'pricing' | 'quantity_decimal'
> & {
  pricing: null
  /** A decimal; text on the wire. */
  quantity_decimal: string | null
}
/** What an API list looks like inside an object. */
export type InnerList<T> = { object: 'list'; data: T[]; has_more: boolean; url: string }
export type StripeInvoice = Omit<Stripe.Invoice, 'lastResponse' | 'lines' | 'payments'> & {
  lines: InnerList<StripeInvoiceLine>
}

export type NewInvoice = {
  customer: StripeCustomer
  currency: string
  reason: 'manual' | 'subscription_create'
  collectionMethod: 'charge_automatically' | 'send_invoice'
  daysUntilDue: number | null
  description: string | null
  defaultPaymentMethod: string | null
  subscription: { id: string; metadata: Record<string, string> } | null
  metadata: Record<string, string>
}

const secondsPerDay = 86_400

export function newInvoice(id: string, createdSeconds: number, wishes: NewInvoice): StripeInvoice {
  const { customer, subscription } = wishes
  return {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Sandbox shop',
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: false,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: wishes.reason,
    collection_method: wishes.collectionMethod,
    created: createdSeconds,
    currency: wishes.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email ?? null,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    default_payment_method: wishes.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: wishes.description,
    discounts: [],
    due_date: wishes.daysUntilDue === null ? null : createdSeconds + wishes.daysUntilDue * secondsPerDay,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: 'list', data: [], has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: wishes.metadata,
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: subscription && {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: createdSeconds,
    period_start: createdSeconds,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: null,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  }
}

export type NewLine = {
  id: string
  amount: number
  quantity: number
  description: string | null
  metadata: Record<string, string>
  period: { start: number; end: number }
}

/** The invoice with further lines, and its sums after them. Nothing here is taxed or discounted. */
export function withLines(invoice: StripeInvoice, added: readonly NewLine[]): StripeInvoice {
  const data = [...invoice.lines.data, ...added.map((line) => newLine(invoice, line))]
  const total = data.reduce((sum, { amount }) => sum + amount, 0)
  return {
    ...invoice,
    lines: { ...invoice.lines, data },
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
    amount_due: total,
    amount_remaining: total,
  }
}

function newLine(invoice: StripeInvoice, line: NewLine): StripeInvoiceLine {
  return {
    id: line.id,
    object: 'line_item',
    amount: line.amount,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    metadata: line.metadata,
    parent: null,
    period: line.period,
    pretax_credit_amounts: [],
    pricing: null,
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: invoice.parent?.subscription_details?.subscription ?? null,
    subtotal: line.amount,
    taxes: [],
  }
}
