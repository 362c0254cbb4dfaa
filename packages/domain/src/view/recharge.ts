import { z } from 'zod'
import type { ErrorCode } from '../error/table.ts'
import { maxListedRecharges, rechargeKobo, rechargeMeter } from '../recharge/limits.ts'
import type { RechargeStatus } from '../recharge/recharge.ts'
import { meterCheckInput, type VendView } from './electricity.ts'
import type { PersonOrPart } from './person.ts'
import type { VendType } from './vend-type.ts'

export const rechargeCreateInput = meterCheckInput.extend({
  /** Made by who asks. Asking again under the same one sells nothing again. */
  requestId: z.uuid(),
  meter: z.string().trim().regex(rechargeMeter, { error: 'A meter number is eleven digits.' }),
  /** Whole kobo: ₦100 to ₦100,000. */
  amountKobo: z.int().min(rechargeKobo.min).max(rechargeKobo.max),
  /** Of the customer, Nigerian; BuyPower wants one. It is kept nowhere. */
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{7,20}$/, { error: 'A telephone number, as 0803 123 4567.' }),
})
export type RechargeCreateInput = z.output<typeof rechargeCreateInput>

export const rechargeListInput = z.strictObject({
  connectionId: z.uuid(),
  limit: z.int().min(1).max(maxListedRecharges).default(20),
  /** The answer knows of everything up to there in the log. */
  atLeast: z.int().min(0).optional(),
})
export type RechargeListInput = z.output<typeof rechargeListInput>

export const rechargeTokensInput = z.strictObject({
  /** Its order id. */
  rechargeId: z.uuid(),
})

/** One of the numbers that are typed into a prepaid meter, twenty digits mostly. */
export interface MeterToken {
  /** `TOKEN`; beside it `BONUS`, or `KCT1` and `KCT2`, which change the meter's key and go in first. */
  readonly kind: string
  readonly digits: string
}

/** What became of a sale. */
export interface RechargeCreated extends VendView {
  /** The order id, under which BuyPower can be asked. */
  readonly rechargeId: string
  /** It had been asked for before, under the same request id: nothing was sold again, and no token is told. */
  readonly replayed: boolean
  /** Told this once and kept nowhere; empty where a meter gets none, or nothing is known to be sold. */
  readonly tokens: readonly MeterToken[]
  /** Of the newest of its facts in the log. */
  readonly position: number
}

/** The tokens of a recharge that was sold, asked of BuyPower again. */
export interface RechargeTokens {
  readonly rechargeId: string
  readonly tokens: readonly MeterToken[]
}

/** One recharge that was asked for here. Money is whole kobo, times are ISO 8601 UTC. */
export interface RechargeRow {
  readonly rechargeId: string
  readonly status: RechargeStatus
  /** Of a failure, or why it is not known. */
  readonly code: ErrorCode | null
  readonly disco: string
  readonly vendType: VendType
  /** Its last digits. */
  readonly meter: string
  readonly amountKobo: number
  readonly units: string | null
  readonly receipt: string | null
  readonly by: PersonOrPart
  readonly requestedAt: string
  /** Before that there is nothing to hear; null where it is settled. */
  readonly askAgainAt: string | null
}

export interface RechargeList {
  /** Newest first. */
  readonly rows: readonly RechargeRow[]
}
