import { bad, fields, good, list, nullable, oneOf, type Reader, text, whole } from '../shape.ts'
import type { Entity } from './entity.ts'
import { missingDependency } from './errors.ts'
import { type FlashErpMoney, instant, metadata, money, reference } from './fields.ts'
import type { FlashErpObject } from './state.ts'

const statuses = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'cancelled'] as const
const intervals = ['day', 'week', 'month', 'year'] as const
const maxItems = 50

export type FlashErpSubscriptionItem = {
  price_ref: string
  description: string | null
  quantity: number
  unit_amount: FlashErpMoney | null
  interval: (typeof intervals)[number]
  interval_count: number
}

export type FlashErpSubscription = FlashErpObject & {
  customer_id: string
  status: (typeof statuses)[number]
  items: FlashErpSubscriptionItem[]
  current_period_start: string | null
  current_period_end: string | null
  cancel_at: string | null
  cancelled_at: string | null
  trial_end: string | null
}

const item: Reader<FlashErpSubscriptionItem> = (value, path) => {
  const read = fields<FlashErpSubscriptionItem>({
    price_ref: reference,
    description: nullable(text(1000)),
    quantity: whole(0, 1_000_000_000),
    unit_amount: nullable(money),
    interval: oneOf(intervals),
    interval_count: whole(1, 1000),
  })(value, path)
  if (!read.ok) return read
  const { price_ref, quantity, interval, interval_count, description = null, unit_amount = null } = read.value
  return price_ref === undefined ||
    quantity === undefined ||
    interval === undefined ||
    interval_count === undefined
    ? bad(path, 'needs price_ref, quantity, interval and interval_count')
    : good({ price_ref, description, quantity, unit_amount, interval, interval_count })
}

const readFields = fields<Omit<FlashErpSubscription, 'id' | 'version' | 'created_at' | 'updated_at'>>({
  external_ref: nullable(reference),
  customer_id: reference,
  status: oneOf(statuses),
  items: list(item, maxItems),
  current_period_start: nullable(instant),
  current_period_end: nullable(instant),
  cancel_at: nullable(instant),
  cancelled_at: nullable(instant),
  trial_end: nullable(instant),
  metadata,
})

export const subscriptionEntity: Entity<FlashErpSubscription> = {
  name: 'subscription',
  plural: 'subscriptions',
  idPrefix: 'fsu_',
  blank: () => ({
    current_period_start: null,
    current_period_end: null,
    cancel_at: null,
    cancelled_at: null,
    trial_end: null,
    metadata: {},
  }),
  required: ['customer_id', 'status', 'items'],
  read: (body) => readFields(body, ''),
  check: ({ customer_id: customerId }, { exists }) =>
    exists('customers', customerId)
      ? null
      : missingDependency('customer_id', `There is no customer ${customerId}.`),
  sentinelName: ({ items }) => items?.[0]?.description ?? null,
  announcesCreation: false,
  money: () => null,
}

/** Body of `POST /subscriptions/{id}/cancel`. */
export const readCancellation = fields<{ cancelled_at: string }>({ cancelled_at: instant })
