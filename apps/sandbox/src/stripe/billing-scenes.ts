import type { TriggerRequest } from '../provider.ts'
import { bad, good, type Read } from '../shape.ts'
import { declinedCard, goodCard } from './cards.ts'
import { plans } from './catalogue.ts'
import type { StripeInvoice } from './invoice.ts'
import { addInvoice, addInvoiceLines, collect, finalize, voidInvoice } from './invoices.ts'
import { fullness, tableOf } from './objects.ts'
import { buyerOf, pickRecent, type Scene, someCustomer } from './scene.ts'
import { type StripeScope, secondsNow } from './scope.ts'
import type { StripeSubscription } from './subscription.ts'
import { changeSubscription, endSubscription, repriced, startSubscription } from './subscriptions.ts'

const services = ['Catering', 'Barista for an evening', 'Beans, 5 kg', 'Repair of a grinder'] as const

/** The invoice that is named, when it has the status that is needed; else a new draft of one to three lines. */
function invoiceWith(
  scope: StripeScope,
  request: TriggerRequest,
  status: 'draft' | 'open',
): Read<StripeInvoice> {
  if (request.id?.startsWith('in_')) {
    const known = tableOf(scope, 'invoices').get(request.id)
    return known?.status === status ? good(known) : bad('id', `names no invoice that is ${status}`)
  }
  const draft = drawn(scope, request)
  return draft.ok && status === 'open' ? good(finalize(scope, draft.value)) : draft
}

function drawn(scope: StripeScope, request: TriggerRequest): Read<StripeInvoice> {
  if (fullness(scope, 'invoices', 'payment_intents', 'charges')) return bad('account', 'is full')
  const buyer = buyerOf(scope, { ...request, guest: false })
  if (!buyer.ok) return buyer
  const customer = someCustomer(scope, buyer.value)
  if (!customer.ok) return customer
  const { random } = scope.ctx
  const at = secondsNow(scope)
  const count = request.amount === null ? random.whole(1, 3) : 1
  const lines = Array.from({ length: count }, () => ({
    amount: request.amount ?? random.whole(10, 400) * 100,
    quantity: 1,
    description: random.pick(services),
    metadata: {},
    period: { start: at, end: at },
  }))
  const invoice = addInvoice(
    scope,
    {
      customer: customer.value,
      currency: request.currency ?? 'usd',
      reason: 'manual',
      collectionMethod: 'send_invoice',
      daysUntilDue: 14,
      description: null,
      defaultPaymentMethod: null,
      subscription: null,
      metadata: {},
    },
    lines,
  )
  return good(invoice)
}

function collected(card: string): Scene {
  return (scope, request) => {
    const invoice = invoiceWith(scope, request, 'open')
    return invoice.ok ? good(collect(scope, invoice.value, card).invoice) : invoice
  }
}

/** The subscription that is named, else a recent one that runs, else a new one. */
function running(scope: StripeScope, request: TriggerRequest): Read<StripeSubscription> {
  const subscriptions = tableOf(scope, 'subscriptions')
  const runs = ({ status }: StripeSubscription) => status !== 'canceled'
  if (request.id?.startsWith('sub_')) {
    const known = subscriptions.get(request.id)
    return known && runs(known) ? good(known) : bad('id', 'names no subscription that runs')
  }
  const recent = request.id === null ? pickRecent(scope, subscriptions, runs) : null
  return recent ? good(recent) : started(scope, request)
}

function started(scope: StripeScope, request: TriggerRequest): Read<StripeSubscription> {
  if (fullness(scope, 'subscriptions', 'invoices', 'payment_intents', 'charges'))
    return bad('account', 'is full')
  const buyer = buyerOf(scope, { ...request, guest: false })
  if (!buyer.ok) return buyer
  const { random } = scope.ctx
  const trial = random.chance(20) ? { trial_period_days: 14 } : {}
  const order = { terms: random.pick(plans), quantity: random.whole(1, 3) }
  return good(startSubscription(scope, buyer.value ?? '', [order], trial))
}

export const billingScenes: Record<string, Scene> = {
  'invoice.created': (scope, request) => invoiceWith(scope, request, 'draft'),
  'invoice.updated': (scope, request) => {
    const draft = invoiceWith(scope, request, 'draft')
    if (draft.ok)
      addInvoiceLines(scope, draft.value.id, { lines: [{ amount: '500', description: 'Delivery' }] })
    return draft
  },
  'invoice.finalized': (scope, request) => {
    const draft = invoiceWith(scope, request, 'draft')
    return draft.ok ? good(finalize(scope, draft.value)) : draft
  },
  'invoice.paid': collected(goodCard),
  'invoice.payment_failed': collected(declinedCard),
  'invoice.voided': (scope, request) => {
    const invoice = invoiceWith(scope, request, 'open')
    if (invoice.ok) voidInvoice(scope, invoice.value.id, {})
    return invoice
  },
  'customer.subscription.created': started,
  // The next larger plan, or one more of the largest.
  'customer.subscription.updated': (scope, request) => {
    const known = running(scope, request)
    if (!known.ok) return known
    const data = known.value.items.data.map((item, index) => {
      if (index > 0) return item
      const next = plans[plans.findIndex(({ id }) => id === item.price.id) + 1]
      return next ? repriced(item, next, null) : repriced(item, null, item.quantity + 1)
    })
    return good(changeSubscription(scope, known.value, data))
  },
  'customer.subscription.deleted': (scope, request) => {
    const known = running(scope, request)
    return known.ok ? good(endSubscription(scope, known.value)) : known
  },
}
