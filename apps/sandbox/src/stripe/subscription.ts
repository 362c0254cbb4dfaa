import type Stripe from 'stripe'
import {
  newPrice,
  type PriceTerms,
  periodEnd,
  planOf,
  type StripePlan,
  type StripePrice,
} from './catalogue.ts'
import type { InnerList } from './invoice.ts'

export type StripeSubscriptionItem = Omit<
  Stripe.SubscriptionItem,
  'lastResponse' | 'plan' | 'price' | 'quantity'
> & {
  plan: StripePlan
  price: StripePrice
  quantity: number
}
export type StripeSubscription = Omit<Stripe.Subscription, 'lastResponse' | 'items'> & {
  items: InnerList<StripeSubscriptionItem>
}

export type NewSubscription = {
  customer: string
  currency: string
  status: 'incomplete' | 'trialing'
  trialEnd: number | null
  cancelAtPeriodEnd: boolean
  collectionMethod: 'charge_automatically' | 'send_invoice'
  daysUntilDue: number | null
  defaultPaymentMethod: string | null
  description: string | null
  metadata: Record<string, string>
}

export function newItem(
  id: string,
  startSeconds: number,
  subscription: string,
  { terms, quantity }: { terms: PriceTerms; quantity: number },
  trialEnd: number | null,
): StripeSubscriptionItem {
  const price = newPrice(terms, startSeconds)
  return {
    id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: startSeconds,
    current_period_end: trialEnd ?? periodEnd(startSeconds, terms),
    current_period_start: startSeconds,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  }
}

export function newSubscription(
  id: string,
  createdSeconds: number,
  wishes: NewSubscription,
  items: StripeSubscriptionItem[],
): StripeSubscription {
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: wishes.trialEnd ?? createdSeconds,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: wishes.cancelAtPeriodEnd ? lastEnd(items) : null,
    cancel_at_period_end: wishes.cancelAtPeriodEnd,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: wishes.collectionMethod,
    created: createdSeconds,
    currency: wishes.currency,
    customer: wishes.customer,
    customer_account: null,
    days_until_due: wishes.daysUntilDue,
    default_payment_method: wishes.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: wishes.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: { object: 'list', data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: wishes.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: createdSeconds,
    status: wishes.status,
    test_clock: null,
    transfer_data: null,
    trial_end: wishes.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
    },
    trial_start: wishes.trialEnd === null ? null : createdSeconds,
  }
}

export const lastEnd = (items: readonly StripeSubscriptionItem[]): number =>
  Math.max(...items.map((item) => item.current_period_end))
