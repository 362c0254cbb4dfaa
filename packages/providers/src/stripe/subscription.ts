import { maxSubscriptionItems, type SubscriptionRecord } from '@syncline/domain/record'
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

const statuses = {
  incomplete: 'incomplete',
  incomplete_expired: 'cancelled',
  trialing: 'trialing',
  active: 'active',
  past_due: 'past_due',
  canceled: 'cancelled',
  unpaid: 'unpaid',
  paused: 'paused',
} as const satisfies Record<Stripe.Subscription.Status, SubscriptionRecord['status']>

const intervalSchema = z.object({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: z.int().min(1).default(1),
})

const priceSchema = z.object({
  id: identifier(255),
  currency,
  nickname: optionalText(maxSourceTextLength),
  unit_amount: minorUnits.nullish(),
  recurring: intervalSchema,
} satisfies Partial<Record<keyof Stripe.Price, unknown>>)

/** What a price was before 2020; still told beside it, and then of no interest. */
const planSchema = intervalSchema
  .extend({
    id: identifier(255),
    currency,
    nickname: optionalText(maxSourceTextLength),
    amount: minorUnits.nullish(),
  })
  .transform(({ interval, interval_count, amount, ...plan }) => ({
    ...plan,
    unit_amount: amount,
    recurring: { interval, interval_count },
  }))

const itemSchema = z.object({
  price: z.union([priceSchema, planSchema]).nullish(),
  plan: planSchema.nullish().catch(null),
  /** Absent where use is metered. */
  quantity: z.int().min(0).nullish(),
  current_period_start: optionalSeconds,
  current_period_end: optionalSeconds,
} satisfies Partial<Record<keyof Stripe.SubscriptionItem, unknown>>)

/** Until 2025 the periods were the subscription's; before it had items, so were what is sold and how often. */
type Period = 'current_period_start' | 'current_period_end'
type Former = Period | 'plan' | 'quantity'

const shape = {
  id: identifier(255),
  object: z.literal('subscription'),
  status: z.enum(Object.keys(statuses) as (keyof typeof statuses)[]),
  customer: reference,
  current_period_start: optionalSeconds,
  current_period_end: optionalSeconds,
  cancel_at: optionalSeconds,
  cancel_at_period_end: z.boolean().nullish(),
  canceled_at: optionalSeconds,
  ended_at: optionalSeconds,
  trial_end: optionalSeconds,
  metadata: metadataSchema,
} satisfies Partial<Record<keyof Stripe.Subscription | Former, unknown>>
const subscriptionSchema = z.union([
  z.object({ ...shape, items: z.object({ data: z.array(itemSchema).max(maxSubscriptionItems) }) }),
  z
    .object({ ...shape, plan: planSchema, quantity: itemSchema.shape.quantity })
    .transform(({ plan, quantity, ...subscription }) => ({
      ...subscription,
      items: { data: [itemSchema.parse({ quantity })].map((item) => ({ ...item, plan })) },
    })),
])
type Subscription = z.output<typeof subscriptionSchema>
type Item = z.output<typeof itemSchema>

/** A deleted subscription has ended and is not erased: the record stays and says so. */
function toRecord(subscription: Subscription, eventType: string | null): SubscriptionRecord | null {
  const items = subscription.items.data.map(toItem)
  if (!items.every((item) => item !== null)) return null
  const status = eventType === 'customer.subscription.deleted' ? 'cancelled' : statuses[subscription.status]
  const periodEnd = earliest(subscription, 'current_period_end')
  const cancelAt = subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd : null)
  return {
    entity: 'subscription',
    sourceId: subscription.id,
    deleted: false,
    customerId: subscription.customer,
    status,
    items,
    currentPeriodStart: toInstant(earliest(subscription, 'current_period_start')),
    currentPeriodEnd: toInstant(periodEnd),
    cancelAt: toInstant(cancelAt),
    cancelledAt: toInstant(subscription.canceled_at ?? subscription.ended_at),
    trialEnd: toInstant(subscription.trial_end),
  }
}

/** Items may be billed at different times: the next renewal is the one that counts. */
function earliest(subscription: Subscription, name: Period): number | null {
  const times = subscription.items.data.map((item) => item[name]).filter((time) => time !== null)
  return times.length === 0 ? subscription[name] : Math.min(...times)
}

function toItem({ price, plan, quantity }: Item): SubscriptionRecord['items'][number] | null {
  const priced = price ?? plan
  if (!priced) return null
  const { unit_amount: amount, recurring } = priced
  return {
    priceId: priced.id,
    description: cutText(priced.nickname, maxDescriptionLength),
    quantity: quantity ?? 1,
    unitAmount: amount == null ? null : { amount, currency: priced.currency },
    interval: recurring.interval,
    intervalCount: recurring.interval_count,
  }
}

export const readSubscription = objectReader(subscriptionSchema, toRecord)
