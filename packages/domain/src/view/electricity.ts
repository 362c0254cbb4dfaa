import { z } from 'zod'
import type { ErrorCode } from '../error/table.ts'
import { type VendType, vendTypes } from './vend-type.ts'

export const meterCheckInput = z.strictObject({
  connectionId: z.uuid(),
  meter: z
    .string()
    .trim()
    .regex(/^\d{6,20}$/, { error: 'A meter number is digits only, usually eleven.' }),
  /** BuyPower's code of the company, as `discos` lists it. */
  disco: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/),
  vendType: z.enum(vendTypes),
})
export type MeterCheckInput = z.output<typeof meterCheckInput>

/** What the electricity company knows of a meter. Money is whole kobo; null where it does not say. */
export interface MeterView {
  readonly disco: string
  readonly vendType: VendType
  /** Masked: enough to tell that it is the right one. */
  readonly name: string | null
  readonly address: string | null
  readonly tariff: string | null
  readonly minKobo: number | null
  readonly maxKobo: number | null
  readonly outstandingKobo: number | null
}

/** What became of a vend. The token of one that was sold is not told here. */
export interface VendView {
  readonly state: 'sold' | 'failed' | 'unknown'
  /** Of a failure, or why it is not known; null when it was sold. */
  readonly code: ErrorCode | null
  /** False: BuyPower never began it. */
  readonly wasBegun: boolean
  readonly detail: string | null
  readonly units: string | null
  readonly paidKobo: number | null
  readonly receipt: string | null
  /** How long to wait before the next question, milliseconds; null where it is settled. */
  readonly askAgainInMs: number | null
}
