import { z } from 'zod'
import { maxBulkIds } from '../bulk/limits.ts'
import { type Entity, entities } from '../connection/entity.ts'
import type { ProviderName } from '../connection/index.ts'
import type { ErrorCode } from '../error/table.ts'
import type { Money } from '../money/index.ts'
import type { FieldDifference } from '../reconciliation/differences.ts'
import {
  type DiscrepancyKind,
  type DiscrepancyState,
  discrepancyKinds,
  discrepancyStates,
  type ReconciliationPhase,
  type ReconciliationStatus,
} from '../reconciliation/kinds.ts'
import type { Counts, Total } from '../reconciliation/tally.ts'
import type { PersonOrPart } from './person.ts'
import { venueInput } from './venue.ts'

/** From, and up to without: the last 90 days where nothing is said. */
export const reconciliationStartInput = z.strictObject({
  connectionId: z.uuid(),
  entity: z.enum(entities),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})
export type ReconciliationStartInput = z.output<typeof reconciliationStartInput>

export const reconciliationIdInput = z.strictObject({
  reconciliationId: z.uuid(),
  /** Wait until the view has reached this position of the log. */
  atLeast: z.int().min(0).optional(),
})
export type ReconciliationIdInput = z.output<typeof reconciliationIdInput>

/** Newest first; those that were started before the cursor. */
export const reconciliationListInput = z.strictObject({
  filter: z
    .strictObject({
      venue: venueInput.optional(),
      connectionId: z.uuid().optional(),
      entity: z.enum(entities).optional(),
    })
    .refine(({ connectionId, entity }) => entity === undefined || connectionId !== undefined, {
      error: 'An entity is asked for of one connection.',
      path: ['connectionId'],
    })
    .default({}),
  cursor: z.strictObject({ position: z.int().min(0) }).optional(),
  limit: z.int().min(1).max(200).default(50),
  atLeast: z.int().min(0).optional(),
})
export type ReconciliationListInput = z.output<typeof reconciliationListInput>

export const discrepancyFilter = z.strictObject({
  kind: z.enum(discrepancyKinds).optional(),
  state: z.enum(discrepancyStates).optional(),
})

/** In the order they were found; those after the cursor. */
export const discrepancyListInput = z.strictObject({
  reconciliationId: z.uuid(),
  filter: discrepancyFilter.default({}),
  cursor: z.strictObject({ number: z.int().min(0) }).optional(),
  limit: z.int().min(1).max(200).default(50),
  atLeast: z.int().min(0).optional(),
})
export type DiscrepancyListInput = z.output<typeof discrepancyListInput>

/** One discrepancy of a report, or several. */
export const discrepanciesInput = z.strictObject({
  reconciliationId: z.uuid(),
  numbers: z.array(z.int().min(1)).min(1).max(maxBulkIds),
})
export type DiscrepanciesInput = z.output<typeof discrepanciesInput>

/** One comparison of a connection's records of one kind with what its provider has. */
export interface ReconciliationRow {
  readonly reconciliationId: string
  readonly connectionId: string
  readonly connectionName: string | null
  readonly provider: ProviderName
  readonly entity: Entity
  /** The how manieth of this connection and entity. */
  readonly number: number
  readonly from: string
  readonly to: string
  readonly status: ReconciliationStatus
  readonly errorCode: ErrorCode | null
  readonly phase: ReconciliationPhase
  readonly counts: Counts
  readonly totals: readonly Total[]
  /** Discrepancies that can be gone through one by one; the others are counted only. */
  readonly listed: number
  readonly by: PersonOrPart
  readonly startedAt: string
  readonly startedPosition: number
  readonly endedAt: string | null
}

export interface ReconciliationList {
  readonly rows: readonly ReconciliationRow[]
  readonly hasOlder: boolean
  readonly position: number
}

export interface ReconciliationDetail extends ReconciliationRow {
  /** Listed discrepancies, by what was done about them. */
  readonly states: Readonly<Record<DiscrepancyState, number>>
  /** Whether a flow takes records there, so that ours can be pushed. */
  readonly canPush: boolean
  /** Whether a flow takes records from there, so that theirs can be pulled. */
  readonly canPull: boolean
  readonly position: number
}

export interface DiscrepancyRow {
  readonly number: number
  readonly kind: DiscrepancyKind
  readonly state: DiscrepancyState
  /** The object that ours was read from; null where the hub knows of none. */
  readonly source: {
    readonly connectionId: string
    readonly connectionName: string | null
    readonly id: string
  } | null
  /** The object at the provider. */
  readonly externalId: string | null
  /** Its newest sync, and what became of it. */
  readonly syncId: string | null
  readonly ours: Money | null
  readonly theirs: Money | null
  readonly fields: readonly FieldDifference[]
  readonly resolved: {
    readonly by: PersonOrPart
    readonly at: string
    readonly reason: string | null
    readonly syncId: string | null
  } | null
}

export interface DiscrepancyList {
  readonly rows: readonly DiscrepancyRow[]
  readonly hasMore: boolean
  readonly position: number
}

/** What was done about several at once. */
export interface DiscrepanciesResolved {
  readonly position: number
  readonly resolved: readonly number[]
  /** Those that were left as they are. */
  readonly refused: readonly { readonly number: number; readonly reason: DiscrepancyRefusal }[]
}
export type DiscrepancyRefusal = 'not_found' | 'already_resolved' | 'not_possible'
