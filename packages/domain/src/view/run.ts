import { z } from 'zod'
import { type Entity, entities } from '../connection/entity.ts'
import type { ProviderName } from '../connection/provider.ts'
import type { ErrorCode } from '../error/table.ts'
import type { RunKind, RunStatus } from '../run/limits.ts'
import { runKinds, runStatuses } from '../run/limits.ts'
import type { RunCounts } from '../run/run.ts'
import type { PersonOrPart } from './person.ts'
import { venueInput } from './venue.ts'

/** Filters of the list of runs; all of them are in the page's address. */
export const runFilter = z.strictObject({
  statuses: z.array(z.enum(runStatuses)).max(runStatuses.length).optional(),
  venue: venueInput.optional(),
  connectionId: z.uuid().optional(),
})
export type RunFilter = z.output<typeof runFilter>

/** Newest first; those that were started before the cursor's position. */
export const runListInput = z.strictObject({
  filter: runFilter.default({}),
  cursor: z.strictObject({ position: z.int().min(0), go: z.literal('older') }).optional(),
  limit: z.int().min(1).max(200).default(50),
})
export type RunListInput = z.output<typeof runListInput>

export const runStartInput = z.strictObject({
  connectionId: z.uuid(),
  /** One run of each. */
  entities: z.array(z.enum(entities)).min(1).max(entities.length),
  kind: z.enum(runKinds),
  /** Of an incremental run; where the last completed one began, unless told. */
  since: z.iso.datetime().optional(),
})
export type RunStartInput = z.output<typeof runStartInput>

/** Why a run waits. */
const runHolds = ['limit', 'breaker', 'switch_off', 'sign_in', 'retry_at'] as const
export type RunHold = (typeof runHolds)[number]

export interface RunRow {
  readonly runId: string
  readonly connectionId: string
  readonly connectionName: string
  readonly provider: ProviderName
  readonly entity: Entity
  readonly kind: RunKind
  /** Only what was changed at or after this is asked for; null: everything. */
  readonly since: string | null
  readonly status: RunStatus
  /** Why the next page waits, and until when; null unless it does. */
  readonly waiting: { readonly hold: RunHold; readonly until: string } | null
  /** So far. `asked`: syncs asked for. */
  readonly counts: RunCounts
  readonly pages: number
  readonly rests: number
  /** What the last full run of the same records read; null where there was none. */
  readonly lastRead: number | null
  readonly failure: { readonly code: ErrorCode; readonly detail: string | null } | null
  readonly by: PersonOrPart
  /** Of everything it caused. */
  readonly correlationId: string
  readonly startedAt: string
  readonly endedAt: string | null
  /** Position of its RunStarted: the list's order and cursor. */
  readonly startedPosition: number
}

export interface RunList {
  readonly rows: readonly RunRow[]
  readonly hasOlder: boolean
  /** By status, of those that match the rest of the filter, each counted up to a cap. */
  readonly counts: Readonly<Record<RunStatus, number>>
}

/** One run of each kind of record that was asked for. */
export interface RunsStarted {
  readonly runs: readonly { readonly runId: string; readonly entity: Entity }[]
  /** Of the last one. */
  readonly position: number
}
