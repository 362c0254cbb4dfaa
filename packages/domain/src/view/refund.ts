import { z } from 'zod'
import type { ErrorCode } from '../error/table.ts'
import type { Money } from '../money/index.ts'
import type { RefundablePayment } from '../refund/refund.ts'
import type { SyncFace } from '../sync/face.ts'
import { reasonInput } from './input.ts'
import type { PersonOrPart } from './person.ts'

/** A payment at one connection. */
export const refundablePaymentInput = z.strictObject({
  connectionId: z.uuid(),
  paymentId: z.string().trim().min(1).max(200),
  /** The account it lives in, where there are several behind one connection. */
  accountId: z.string().trim().min(1).max(255).optional(),
})
export type RefundablePaymentInput = z.output<typeof refundablePaymentInput>

export const refundCreateInput = refundablePaymentInput.extend({
  /** Made by who asks. Asking again under the same one makes no second refund. */
  requestId: z.uuid(),
  /** Whole minor units of the payment's currency. */
  amount: z.int().min(1),
  /** ISO 4217, in capitals; any other than the payment's own is refused. */
  currency: z.string().length(3),
  reason: reasonInput,
})
export type RefundCreateInput = z.output<typeof refundCreateInput>

/** One refund that was asked for here. Times are ISO 8601 UTC. */
export interface RefundView {
  /** The sync that does it. */
  readonly syncId: string
  readonly amount: Money
  readonly face: SyncFace
  /** The provider's id of it; null until it is made. */
  readonly externalId: string | null
  readonly reason: string
  readonly by: PersonOrPart
  readonly requestedAt: string
}

/** What may be given back of a payment, by its provider's own word of this moment. */
export interface RefundPreview {
  readonly payment: RefundablePayment
  /** Asked for here and not surely made yet; minor units, as `left`. */
  readonly onTheirWay: number
  readonly left: number
  /** Why nothing may be given back; null where something may. */
  readonly refusal: ErrorCode | null
}

export interface RefundCreated {
  readonly syncId: string
  readonly position: number
  /** It had been asked for before, under the same id. */
  readonly replayed: boolean
}
