import { moneySchema } from '@syncline/domain/money'
import { maxSubscriptionItems, type SubscriptionRecord, subscriptionStatuses } from '@syncline/domain/record'
import { z } from 'zod'
import type { PlanContext } from '../provider.ts'
import { optionalText } from '../shape.ts'
import {
  customerIdOf,
  customerNeeded,
  filled,
  type Kind,
  type Members,
  objectReader,
  referenceMember,
} from './kind.ts'
import { objectHead, objectId, optionalInstant } from './wire.ts'

const subscriptionSchema = z.object({
  ...objectHead,
  customer_id: objectId,
  status: z.enum(subscriptionStatuses),
  items: z
    .array(
      z.object({
        price_ref: z.string().min(1).max(255),
        description: optionalText(1_000),
        quantity: z.int().min(0),
        unit_amount: moneySchema.nullish(),
        interval: z.enum(['day', 'week', 'month', 'year']),
        interval_count: z.int().min(1),
      }),
    )
    .max(maxSubscriptionItems),
  current_period_start: optionalInstant,
  current_period_end: optionalInstant,
  cancel_at: optionalInstant,
  cancelled_at: optionalInstant,
  trial_end: optionalInstant,
})

function toRecord(subscription: z.output<typeof subscriptionSchema>): SubscriptionRecord {
  return {
    entity: 'subscription',
    sourceId: subscription.id,
    deleted: false,
    customerId: subscription.customer_id,
    status: subscription.status,
    items: subscription.items.map((item) => ({
      priceId: item.price_ref,
      description: item.description,
      quantity: item.quantity,
      unitAmount: item.unit_amount ?? null,
      interval: item.interval,
      intervalCount: item.interval_count,
    })),
    currentPeriodStart: subscription.current_period_start,
    currentPeriodEnd: subscription.current_period_end,
    cancelAt: subscription.cancel_at,
    cancelledAt: subscription.cancelled_at,
    trialEnd: subscription.trial_end,
  }
}

function membersOf(record: SubscriptionRecord, context: PlanContext): Members {
  if (record.customerId === null) return customerNeeded
  const customer = customerIdOf(record, context)
  if (!customer.ok) return customer
  const members = {
    ...referenceMember(record, context),
    customer_id: customer.id,
    status: record.status,
    items: record.items.map((item) => ({
      price_ref: item.priceId,
      description: filled(item.description),
      quantity: item.quantity,
      unit_amount: item.unitAmount,
      interval: item.interval,
      interval_count: item.intervalCount,
    })),
    current_period_start: record.currentPeriodStart,
    current_period_end: record.currentPeriodEnd,
    cancel_at: record.cancelAt,
    cancelled_at: record.cancelledAt,
    trial_end: record.trialEnd,
  }
  return { ok: true, members }
}

export const subscriptionKind: Kind<'subscription'> = {
  entity: 'subscription',
  plural: 'subscriptions',
  read: objectReader(subscriptionSchema, toRecord),
  membersOf,
  ending: { status: 'cancelled' },
  referredTo: false,
}
