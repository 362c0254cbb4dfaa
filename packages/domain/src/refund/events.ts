import { z } from 'zod'
import { defineEvent } from '../event/define.ts'
import { moneySchema } from '../money/index.ts'

export const refundEvents = {
  RefundRequested: defineEvent({
    type: 'RefundRequested',
    version: 1,
    stream: 'sync',
    sentence: 'A person asked for money of a payment to be given back; the sync it stands beside does it.',
    schema: z.strictObject({
      /** Chosen by who asks: whoever asks again under it hears of the same refund. */
      requestId: z.uuid(),
      paymentId: z.string().min(1).max(200),
      amount: moneySchema,
      reason: z.string().trim().min(3).max(500),
    }),
    example: {
      requestId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9b01',
      paymentId: 'pi_Example1',
      amount: { amount: 2_500, currency: 'USD' },
      reason: 'The parcel never arrived',
    },
  }),
} as const
