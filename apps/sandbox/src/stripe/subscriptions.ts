import { freshId } from '../identifiers.ts'
import type { Result } from '../provider.ts'
import { goodCard } from './cards.ts'
import { newPrice, type PriceTerms, planOf } from './catalogue.ts'
import { resourceMissing } from './errors.ts'
import type { FormHash } from './form.ts'
import { addInvoice, collect, finalize } from './invoices.ts'
import { fullness, missingCustomer, save, shown, tableOf } from './objects.ts'
import {
  choiceParser,
  integerParser,
  missing,
  parseFlag,
  parseMetadata,
  readParameters,
  textParser,
} from './parameters.ts'
import { problemResult, referred, refused, type StripeScope, secondsNow, stateOf } from './scope.ts'
import {
  lastEnd,
  newItem,
  newSubscription,
  type StripeSubscription,
  type StripeSubscriptionItem,
} from './subscription.ts'
import { type ItemWishes, parseItems } from './subscription-items.ts'

type Wishes = {
  customer: string | null
  cancel_at_period_end: boolean
  collection_method: 'charge_automatically' | 'send_invoice'
  days_until_due: number
  default_payment_method: string | null
  description: string | null
  metadata: Record<string, string>
  trial_period_days: number
}

const changeable = {
  cancel_at_period_end: parseFlag,
  collection_method: choiceParser(['charge_automatically', 'send_invoice']),
  days_until_due: integerParser(0, 3650),
  default_payment_method: textParser(255),
  description: textParser(500),
  metadata: parseMetadata,
}
// How a change is reckoned in the middle of a period does not matter here: nothing is prorated.
const reckoning = ['payment_behavior', 'proration_behavior', 'off_session'] as const

export function createSubscription(scope: StripeScope, form: FormHash): Result {
  const { items, ...others } = form
  const parsed = readParameters<Wishes>(
    others,
    { ...changeable, customer: textParser(255), trial_period_days: integerParser(1, 730) },
    { ignored: reckoning },
  )
  if (!parsed.ok) return problemResult(parsed.problem)
  const { customer, ...wishes } = parsed.value
  if (!customer) return problemResult(missing('customer').problem)
  const read = parseItems(items)
  if (!read.ok) return problemResult(read.problem)
  const ordered = read.value.flatMap(({ terms, quantity }) =>
    terms ? [{ terms, quantity: quantity ?? 1 }] : [],
  )
  const [first] = ordered
  if (!first || ordered.length < read.value.length) return problemResult(missing('items[0][price]').problem)
  if (ordered.some(({ terms }) => terms.currency !== first.terms.currency))
    return problemResult({ param: 'items', message: 'All prices of a subscription have one currency.' })
  const stopped =
    missingCustomer(scope, customer) ??
    fullness(scope, 'subscriptions', 'invoices', 'payment_intents', 'charges')
  return stopped ?? shown(startSubscription(scope, customer, ordered, wishes))
}

/** Begins a subscription: on trial, or with a first invoice that makes it active when it is paid. */
export function startSubscription(
  scope: StripeScope,
  customer: string,
  ordered: readonly { terms: PriceTerms; quantity: number }[],
  wishes: Partial<Omit<Wishes, 'customer'>> = {},
): StripeSubscription {
  const id = freshId('sub_1', 23)
  const at = secondsNow(scope)
  const days = wishes.trial_period_days
  const trialEnd = days === undefined ? null : at + days * 86_400
  const items = ordered.map((order) => newItem(freshId('si_', 14), at, id, order, trialEnd))
  const subscription = newSubscription(
    id,
    at,
    {
      customer,
      currency: ordered[0]?.terms.currency ?? 'usd',
      status: trialEnd === null ? 'incomplete' : 'trialing',
      trialEnd,
      cancelAtPeriodEnd: wishes.cancel_at_period_end ?? false,
      collectionMethod: wishes.collection_method ?? 'charge_automatically',
      daysUntilDue: wishes.days_until_due ?? null,
      defaultPaymentMethod: wishes.default_payment_method ?? null,
      description: wishes.description ?? null,
      metadata: wishes.metadata ?? {},
    },
    items,
  )
  save(scope, 'subscriptions', null, subscription, 'customer.subscription.created')
  return trialEnd === null ? bill(scope, subscription) : subscription
}

function bill(scope: StripeScope, subscription: StripeSubscription): StripeSubscription {
  const customer = stateOf(scope).customers.get(referred(subscription.customer))?.customer
  if (!customer) return subscription
  const { default_payment_method: method, items } = subscription
  const paymentMethod = typeof method === 'string' ? method : null
  const draft = addInvoice(
    scope,
    {
      customer,
      currency: subscription.currency,
      reason: 'subscription_create',
      collectionMethod:
        subscription.collection_method === 'send_invoice' ? 'send_invoice' : 'charge_automatically',
      daysUntilDue: subscription.days_until_due,
      description: null,
      defaultPaymentMethod: paymentMethod,
      subscription: { id: subscription.id, metadata: subscription.metadata },
      metadata: {},
    },
    items.data.map((item) => ({
      amount: (item.price.unit_amount ?? 0) * item.quantity,
      quantity: item.quantity,
      description: `${item.quantity} × ${item.price.nickname ?? referred(item.price.product)}`,
      metadata: {},
      period: { start: item.current_period_start, end: item.current_period_end },
    })),
  )
  const open = finalize(scope, draft)
  const sent = subscription.collection_method === 'send_invoice'
  const paid =
    open.status === 'paid' ||
    (!sent && collect(scope, open, paymentMethod ?? goodCard).invoice.status === 'paid')
  const status = paid || sent ? ('active' as const) : ('incomplete' as const)
  const billed = { ...subscription, status, latest_invoice: open.id }
  return save(scope, 'subscriptions', subscription, billed, 'customer.subscription.updated')
}

export function updateSubscription(scope: StripeScope, id: string, form: FormHash): Result {
  const before = tableOf(scope, 'subscriptions').get(id)
  if (!before || before.status === 'canceled') return refused(resourceMissing('subscription', id))
  const { items, ...others } = form
  const parsed = readParameters<Omit<Wishes, 'customer' | 'trial_period_days'>>(others, changeable, {
    current: before,
    ignored: reckoning,
  })
  if (!parsed.ok) return problemResult(parsed.problem)
  const read = items === undefined ? null : parseItems(items)
  if (read && !read.ok) return problemResult(read.problem)
  const data = read ? changeItems(scope, before, read.value) : before.items.data
  if (data === null)
    return problemResult({ param: 'items', message: 'An item was not found, or none would be left.' })
  return shown(changeSubscription(scope, before, data, parsed.value))
}

export function changeSubscription(
  scope: StripeScope,
  before: StripeSubscription,
  data: StripeSubscriptionItem[],
  wishes: Partial<Omit<Wishes, 'customer' | 'trial_period_days'>> = {},
): StripeSubscription {
  const ends = wishes.cancel_at_period_end
  const after: StripeSubscription = {
    ...before,
    ...wishes,
    items: { ...before.items, data },
    ...(ends === undefined
      ? {}
      : { cancel_at: ends ? lastEnd(data) : null, canceled_at: ends ? secondsNow(scope) : null }),
  }
  return save(scope, 'subscriptions', before, after, 'customer.subscription.updated')
}

/** Null when an item is named that is not there, or when none would be left. */
function changeItems(
  scope: StripeScope,
  { id, items, trial_end: trialEnd }: StripeSubscription,
  wishes: readonly ItemWishes[],
): StripeSubscriptionItem[] | null {
  let data = [...items.data]
  for (const { id: itemId, deleted, terms, quantity } of wishes) {
    if (itemId === null) {
      if (!terms) return null
      const order = { terms, quantity: quantity ?? 1 }
      data.push(newItem(freshId('si_', 14), secondsNow(scope), id, order, trialEnd))
      continue
    }
    if (!data.some((item) => item.id === itemId)) return null
    data = deleted
      ? data.filter((item) => item.id !== itemId)
      : data.map((item) => (item.id === itemId ? repriced(item, terms, quantity) : item))
  }
  return data.length === 0 ? null : data
}

export function repriced(
  item: StripeSubscriptionItem,
  terms: PriceTerms | null,
  quantity: number | null,
): StripeSubscriptionItem {
  const price = terms ? newPrice(terms, item.created) : item.price
  return { ...item, price, plan: planOf(price), quantity: quantity ?? item.quantity }
}

export function cancelSubscription(scope: StripeScope, id: string): Result {
  const before = tableOf(scope, 'subscriptions').get(id)
  if (!before || before.status === 'canceled') return refused(resourceMissing('subscription', id))
  return shown(endSubscription(scope, before))
}

export function endSubscription(scope: StripeScope, before: StripeSubscription): StripeSubscription {
  const at = secondsNow(scope)
  const reason = 'cancellation_requested' as const
  const details = { comment: null, feedback: null, feedback_option: null, reason }
  const ended: StripeSubscription = {
    ...before,
    status: 'canceled',
    canceled_at: at,
    ended_at: at,
    cancellation_details: details,
  }
  return save(scope, 'subscriptions', before, ended, 'customer.subscription.deleted')
}
