import type { StripeCharge } from '../stripe/charge.ts'
import type { StripeInvoice } from '../stripe/invoice.ts'
import type { StripePaymentIntent } from '../stripe/payment-intent.ts'
import type { StripeRefund } from '../stripe/refund.ts'
import { referred } from '../stripe/scope.ts'
import type { StripeSubscription } from '../stripe/subscription.ts'
import type { Book } from './books.ts'

/** What FlashERP should hold for one object of Stripe's. */
export type Expected = {
  entity: 'customers' | 'transactions' | 'invoices' | 'subscriptions'
  ref: string
  /** False: it may not have travelled (yet), but if it is there it must be right. */
  required: boolean
  /** Id of the customer at Stripe; null for none; undefined where it may be named or left out. */
  customer: string | null | undefined
  /** Members that must be equal. */
  fields: Record<string, unknown>
}

/**
 * Stripe's book as FlashERP should have it, by the agreed contract and nothing of the hub's: a sale is told by its payment
 * intent, money counts in minor units, a customer that is deleted is inactive.
 */
export function expectedOf(stripe: Book): Expected[] {
  const of = <T>(plural: string) => (stripe.objects[plural] ?? []).map(({ object }) => object as unknown as T)
  const money = [
    ...of<StripePaymentIntent>('payment_intents').map(paymentOf),
    ...of<StripeCharge>('charges')
      .filter((charge) => charge.payment_intent === null)
      .map(chargeOf),
    ...of<StripeRefund>('refunds').map(refundOf),
    ...of<StripeInvoice>('invoices').map(invoiceOf),
    ...of<StripeSubscription>('subscriptions').map(subscriptionOf),
  ]
  const needed = new Set(money.map(({ customer }) => customer))
  const customers = (stripe.objects.customers ?? []).map(({ deleted, object }): Expected => {
    const { id, name = null, email = null, phone = null } = object
    return {
      entity: 'customers',
      ref: id,
      // One that says whom it was made from came from FlashERP itself.
      required: (!deleted && !hasReference(object)) || needed.has(id),
      customer: undefined,
      fields: deleted ? { active: false } : { name, email, phone, active: true },
    }
  })
  return [...customers, ...money]
}

const hasReference = ({ metadata }: Record<string, unknown>) =>
  typeof (metadata as Record<string, unknown> | null)?.syncline_ref === 'string'
const amountOf = (amount: number, currency: string) => ({ amount, currency: currency.toUpperCase() })
const idOrNull = (member: string | object | null) => referred(member) || null

function paymentOf(intent: StripePaymentIntent): Expected {
  const status = paymentStatus(intent)
  const amount = status === 'succeeded' ? intent.amount_received : intent.amount
  return {
    entity: 'transactions',
    ref: intent.id,
    required: status === 'succeeded' || status === 'failed',
    customer: idOrNull(intent.customer),
    fields: { type: 'payment', status, amount: amountOf(amount, intent.currency), parent_ref: null },
  }
}

function paymentStatus({ status, last_payment_error: error }: StripePaymentIntent): string {
  if (status === 'succeeded' || status === 'requires_action') return status
  if (status === 'canceled') return 'cancelled'
  return status === 'requires_payment_method' && error ? 'failed' : 'pending'
}

function chargeOf(charge: StripeCharge): Expected {
  return {
    entity: 'transactions',
    ref: charge.id,
    required: charge.status !== 'pending',
    customer: idOrNull(charge.customer),
    fields: {
      type: 'payment',
      status: charge.status,
      amount: amountOf(charge.amount, charge.currency),
      parent_ref: null,
    },
  }
}

function refundOf(refund: StripeRefund): Expected {
  return {
    entity: 'transactions',
    ref: refund.id,
    required: true,
    customer: undefined,
    fields: {
      type: 'refund',
      status: refund.status === 'canceled' ? 'cancelled' : refund.status,
      amount: amountOf(refund.amount, refund.currency),
      parent_ref: idOrNull(refund.payment_intent) ?? idOrNull(refund.charge),
    },
  }
}

function invoiceOf(invoice: StripeInvoice): Expected {
  const money = (amount: number) => amountOf(amount, invoice.currency)
  return {
    entity: 'invoices',
    ref: invoice.id,
    required: true,
    customer: idOrNull(invoice.customer),
    fields: {
      status: invoice.status,
      number: invoice.number,
      subscription_ref: idOrNull(invoice.parent?.subscription_details?.subscription ?? null),
      subtotal: money(invoice.subtotal),
      total: money(invoice.total),
      amount_paid: money(invoice.amount_paid),
      lines: invoice.lines.data.map(({ amount }) => money(amount)),
    },
  }
}

function subscriptionOf(subscription: StripeSubscription): Expected {
  const ended = ['canceled', 'incomplete_expired'].includes(subscription.status)
  return {
    entity: 'subscriptions',
    ref: subscription.id,
    required: true,
    customer: idOrNull(subscription.customer),
    fields: {
      status: ended ? 'cancelled' : subscription.status,
      items: subscription.items.data.map(({ price, quantity }) => ({
        price_ref: price.id,
        quantity,
        unit_amount: price.unit_amount === null ? null : amountOf(price.unit_amount, price.currency),
      })),
    },
  }
}
