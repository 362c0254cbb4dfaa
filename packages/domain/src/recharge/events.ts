import { z } from 'zod'
import { recordedCodes } from '../error/table.ts'
import { defineEvent } from '../event/define.ts'
import { moneySchema } from '../money/index.ts'
import { vendTypes } from '../view/vend-type.ts'

const code = z.enum(recordedCodes)
const time = z.iso.datetime()
/** As BuyPower writes it. */
const label = z.string().min(1).max(200).nullable()

/** The stream's id is the order id: known before the call goes out. The token of a meter is in none of them. */
export const rechargeEvents = {
  RechargeRequested: defineEvent({
    type: 'RechargeRequested',
    version: 1,
    stream: 'recharge',
    sentence:
      'A person or a program asked for electricity to be sold for a meter; the one call for it goes out now.',
    schema: z.strictObject({
      connectionId: z.uuid(),
      /** Chosen by who asks: whoever asks again under it hears of the same recharge. */
      requestId: z.uuid(),
      disco: z.string().min(1).max(60),
      vendType: z.enum(vendTypes),
      /** Its last digits alone. */
      meter: z.string().regex(/^•••\d{4}$/),
      amount: moneySchema,
      /** Of all that was asked for, under a key of the organization: tells another request under the same id. */
      digest: z.string().regex(/^[0-9a-f]{64}$/),
      /** Until then the call may be on its way: that BuyPower knows of none proves nothing. */
      outUntil: time,
    }),
    example: {
      connectionId: '0190a000-0000-7000-8000-000000000003',
      requestId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9b01',
      disco: 'IKEJA',
      vendType: 'PREPAID',
      meter: '•••6789',
      amount: { amount: 500_000, currency: 'NGN' },
      digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      outUntil: '2026-11-20T10:05:00.000Z',
    },
  }),
  RechargeVended: defineEvent({
    type: 'RechargeVended',
    version: 1,
    stream: 'recharge',
    sentence: 'BuyPower said that it was sold.',
    schema: z.strictObject({
      /** Kilowatt hours. */
      units: label,
      paid: moneySchema.nullable(),
      receipt: label,
    }),
    example: { units: '68.4', paid: { amount: 500_000, currency: 'NGN' }, receipt: '1763632800000' },
  }),
  RechargeFailed: defineEvent({
    type: 'RechargeFailed',
    version: 1,
    stream: 'recharge',
    sentence: 'It was certainly not sold.',
    schema: z.strictObject({
      code,
      /** `not_executed`: BuyPower never began it. */
      certainty: z.enum(['rejected', 'not_executed']),
    }),
    example: { code: 'PROVIDER_REFUSED', certainty: 'rejected' },
  }),
  RechargeOutcomeUnknown: defineEvent({
    type: 'RechargeOutcomeUnknown',
    version: 1,
    stream: 'recharge',
    sentence: 'Nobody knows whether it was sold; BuyPower is asked, and it is never sent again.',
    schema: z.strictObject({
      code,
      /** Before that there is nothing to hear. */
      askAgainAt: time,
    }),
    example: { code: 'TIMEOUT', askAgainAt: '2026-11-20T10:02:00.000Z' },
  }),
} as const
