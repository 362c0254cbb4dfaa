import { z } from 'zod'
import type { Money } from '../money/index.ts'

export const movementFilter = z.strictObject({
  /** As the provider calls it: `charge`, `refund`, `payout`. */
  type: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
  /** Made at or after. */
  from: z.iso.datetime().optional(),
  /** Made before. */
  to: z.iso.datetime().optional(),
})
export type MovementFilter = z.output<typeof movementFilter>

/** Newest first; those before the cursor. */
export const movementListInput = z.strictObject({
  connectionId: z.uuid(),
  filter: movementFilter.default({}),
  /** The last movement of the page before. */
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,255}$/)
    .optional(),
  limit: z.int().min(1).max(100).default(50),
})
export type MovementListInput = z.output<typeof movementListInput>

/** What came into a provider's balance or left it. Amounts that left are below zero. Times are ISO 8601 UTC. */
export interface MovementRow {
  readonly movementId: string
  readonly type: string | null
  readonly status: string | null
  readonly amount: Money
  readonly fee: Money
  readonly net: Money
  /** What it was for: a charge, a refund, a payout. */
  readonly sourceId: string | null
  readonly createdAt: string
  /** When it may be paid out. */
  readonly availableAt: string
}

export interface MovementList {
  readonly rows: readonly MovementRow[]
  readonly hasOlder: boolean
}
