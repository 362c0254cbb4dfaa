import { z } from 'zod'
import { moneySchema } from '../money/index.ts'
import { instant, objectId, recordHead, text } from './fields.ts'

export const subscriptionStatuses = [
  'incomplete',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'cancelled',
] as const
export const maxSubscriptionItems = 50

export const subscriptionRecord = z.strictObject({
  ...recordHead('subscription'),
  customerId: objectId.nullable(),
  status: z.enum(subscriptionStatuses),
  items: z
    .array(
      z.strictObject({
        priceId: objectId,
        description: text(1_000).nullable(),
        quantity: z.int().min(0),
        /** Null where the price is not one amount per unit. */
        unitAmount: moneySchema.nullable(),
        interval: z.enum(['day', 'week', 'month', 'year']),
        intervalCount: z.int().min(1),
      }),
    )
    .max(maxSubscriptionItems),
  currentPeriodStart: instant.nullable(),
  currentPeriodEnd: instant.nullable(),
  cancelAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  trialEnd: instant.nullable(),
})
export type SubscriptionRecord = z.output<typeof subscriptionRecord>
