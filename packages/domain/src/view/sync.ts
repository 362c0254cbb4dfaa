import type { Entity, ProviderName } from '../connection/index.ts'
import type { ErrorCode } from '../error/table.ts'
import type { Amount, Sum } from '../money/index.ts'
import type { Attempt, Certainty, Hold } from '../sync/events.ts'
import type { SyncFace } from '../sync/face.ts'
import type { SyncStatus } from '../sync/status.ts'
import type { PersonOrPart } from './person.ts'

export interface SyncRow {
  readonly syncId: string
  readonly face: SyncFace
  readonly status: SyncStatus
  readonly hold: Hold | null
  readonly entity: Entity
  readonly operation: 'upsert' | 'delete'
  readonly direction: 'outbound' | 'inbound'
  /** The record's name; null when it was erased or had none. */
  readonly label: string | null
  /** The person it is about was erased: nothing sealed in it can be opened, and it is not tried again. */
  readonly erased: boolean
  /** How much money it carries; null for a record that is about none, and while its record is still to be read. */
  readonly amount: Amount | null
  readonly source: { readonly system: ProviderName; readonly id: string; readonly connectionId: string }
  readonly target: {
    readonly provider: ProviderName
    readonly connectionId: string
    readonly connectionName: string
  }
  readonly externalId: string | null
  readonly tries: number
  readonly retries: number
  readonly maxRetries: number
  readonly nextRetryAt: string | null
  readonly lastAttemptAt: string | null
  readonly durationMs: number | null
  readonly error: { readonly code: ErrorCode; readonly detail: string | null } | null
  readonly certainty: Certainty | null
  /** Why it was skipped or cancelled, and by whom. */
  readonly settled: { readonly by: PersonOrPart; readonly reason: string | null } | null
  readonly requestedAt: string
  readonly updatedAt: string
  /** Position of its SyncRequested: the list's order and cursor. */
  readonly requestedPosition: number
  readonly lastPosition: number
}

export interface SyncList {
  readonly rows: readonly SyncRow[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  /** Place in the log up to which this answer is true. */
  readonly position: number
  /** True when `atLeast` was not reached in time: older data is shown. */
  readonly behind: boolean
}

export interface SyncCounts {
  readonly byFace: Readonly<Record<SyncFace, number>>
  readonly total: number
  readonly position: number
}

export interface SyncSums {
  /** How much money they carry, one sum per currency. */
  readonly sums: readonly Sum[]
  /** False: there are `countCap` or more, and not all of them were added up. */
  readonly complete: boolean
}

export interface TimelineEntry {
  readonly position: number
  readonly type: string
  readonly occurredAt: string
  readonly by: PersonOrPart
  /** Event data that is safe to show; sealed parts are left out. */
  readonly data: Readonly<Record<string, unknown>>
}

export interface TryView {
  readonly number: number
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly worker: string
  readonly generation: number
  readonly idempotencyKey: string
  readonly outcome: 'running' | 'done' | 'failed'
  readonly code: ErrorCode | null
  readonly certainty: Certainty | null
  readonly detail: string | null
  readonly attempt: Attempt | null
}

export interface SyncDetail {
  readonly row: SyncRow
  readonly timeline: readonly TimelineEntry[]
  readonly tries: readonly TryView[]
  /** The webhook this began with. */
  readonly webhook: {
    readonly deliveryId: string
    readonly provider: ProviderName
    readonly eventType: string
    readonly providerEventId: string
    readonly receivedAt: string
    readonly position: number
  } | null
  /** What was written at the provider in the end. */
  readonly effect: { readonly externalId: string; readonly kind: string; readonly at: string } | null
  /** Other syncs of the same record to the same connection, newest first, ten at most. */
  readonly others: readonly {
    readonly syncId: string
    readonly face: SyncFace
    readonly requestedAt: string
  }[]
  readonly correlationId: string
  readonly position: number
  readonly behind: boolean
}

/** A record that both sides changed, each as masked JSON text. */
export interface ConflictView {
  /** What the sync would write; null when its payload expired or can't be read. */
  readonly ours: string | null
  /** What is at the target now; null when there is none, or it could not be read. */
  readonly theirs: string | null
  readonly theirsChangedAt: string | null
  /** Why theirs could not be read. */
  readonly unread: ErrorCode | null
}
