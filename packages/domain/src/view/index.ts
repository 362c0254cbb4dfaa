import type { BulkAction, BulkRefusal } from '../bulk/limits.ts'
import type { Choices, ConflictPolicy, Entity, ProviderName, Schedule } from '../connection/index.ts'
import type { ErrorCode } from '../error/table.ts'
import type { Actor } from '../event/envelope.ts'
import type { Attempt, Certainty, Hold } from '../sync/events.ts'
import type { SyncStatus } from '../sync/evolve.ts'
import type { SyncFace } from '../sync/face.ts'

export type { ApiKeyCreated, ApiKeyInput, ApiKeyView } from './api-key.ts'
export { apiKeyIdInput, apiKeyInput, keyRotationDays, rotateInput } from './api-key.ts'
export type { AuditFilter, AuditList, AuditListInput, AuditRow } from './audit.ts'
export { auditFilter, auditListInput } from './audit.ts'
export type { CachedAnswerView, CachedEntryView, CachedReadView } from './cached-read.ts'
export type { CallbackList, CallbackListInput, CallbackRow } from './callback.ts'
export { callbackListInput } from './callback.ts'
export type { CallbackState } from './callback-state.ts'
export { callbackStates } from './callback-state.ts'
export type { ExportedList } from './count.ts'
export { countCap, exportedLists, mostExported } from './count.ts'
export type { CredentialList, CredentialView } from './credential.ts'
export { credentialAgeDays, credentialMaxAgeDays, isCredentialOld } from './credential.ts'
export type { MeterCheckInput, MeterView, VendView } from './electricity.ts'
export { meterCheckInput } from './electricity.ts'
export type {
  EventCause,
  EventCauses,
  EventDetail,
  EventFilter,
  EventKind,
  EventList,
  EventListInput,
  EventRow,
  EventSubject,
} from './event.ts'
export { eventFilter, eventListInput, maxCauses } from './event.ts'
export type {
  BulkSelection,
  ConnectInput,
  ConnectionTestInput,
  SyncFilter,
  SyncListInput,
  SyncRequestInput,
  SyncRequestManyInput,
} from './input.ts'
export {
  bulkSelection,
  connectInput,
  connectionTestInput,
  reasonInput,
  retryWaitsInput,
  secretInput,
  syncFilter,
  syncIdInput,
  syncListInput,
  syncRequestInput,
  syncRequestManyInput,
} from './input.ts'
export type { MappingDetail, MappingPreview, MappingRow, MappingVersion } from './mapping.ts'
export { mappingDraftInput, mappingFlowInput, mappingPublishInput } from './mapping.ts'
export type {
  ConnectionSlot,
  ConnectionStrip,
  LagBucket,
  MetricBucket,
  MetricLag,
  MetricLagInput,
  MetricOverview,
  MetricOverviewInput,
  MetricStep,
  SyncBalance,
  WebhookBucket,
} from './metric.ts'
export { metricLagInput, metricOverviewInput, metricSteps } from './metric.ts'
export type { Need, NeedKind, Needs } from './need.ts'
export { needCap, needKinds } from './need.ts'
export type {
  InvitationView,
  Invited,
  MailProblem,
  MailView,
  MemberView,
  People,
  SessionInfo,
} from './people.ts'
export { emailInput, mailProblems, roleInput } from './people.ts'
export type { BreakerView, HealthLookView, LimitView, ProtectionView } from './protection.ts'
export type { ChoiceForm, ConnectionTest, ProviderForm } from './provider-form.ts'
export type {
  DiscrepanciesInput,
  DiscrepanciesResolved,
  DiscrepancyFilter,
  DiscrepancyList,
  DiscrepancyListInput,
  DiscrepancyRefusal,
  DiscrepancyRow,
  ReconciliationDetail,
  ReconciliationIdInput,
  ReconciliationList,
  ReconciliationListInput,
  ReconciliationRow,
  ReconciliationStartInput,
} from './reconciliation.ts'
export {
  discrepanciesInput,
  discrepancyFilter,
  discrepancyListInput,
  reconciliationIdInput,
  reconciliationListInput,
  reconciliationStartInput,
} from './reconciliation.ts'
export type {
  RefundablePaymentInput,
  RefundCreated,
  RefundCreateInput,
  RefundPreview,
  RefundView,
} from './refund.ts'
export { refundablePaymentInput, refundCreateInput } from './refund.ts'
export type {
  RunFilter,
  RunHold,
  RunList,
  RunListInput,
  RunRow,
  RunStartInput,
  RunsStarted,
} from './run.ts'
export { runFilter, runHolds, runListInput, runStartInput } from './run.ts'
export type { ListName, SavedView, SavedViewInput } from './saved-view.ts'
export { listNames, mostSavedViews, savedViewInput } from './saved-view.ts'
export type { ScheduleInput, ScheduleQueryInput, ScheduleView, ScopeInput } from './schedule.ts'
export { scheduleInput, scheduleQueryInput, scopeInput } from './schedule.ts'
export type { FoundBy, SearchHit } from './search.ts'
export { mostHits, searchInput } from './search.ts'
export type {
  ErasurePreview,
  ErasureTarget,
  ErasureView,
  SubjectObjectView,
  UnknownWrite,
} from './subject.ts'
export { erasureRequestInput, erasureTarget, mostErasures, mostUnknownWrites } from './subject.ts'
export type { VendType } from './vend-type.ts'
export { vendTypes } from './vend-type.ts'
export type {
  DeliveryCounts,
  DeliveryDetail,
  DeliveryFilter,
  DeliveryList,
  DeliveryListInput,
  DeliveryPayload,
  DeliveryRow,
  RefusedWebhook,
  ReplaySelection,
} from './webhook.ts'
export {
  deliveryFilter,
  deliveryIdInput,
  deliveryListInput,
  replaySelection,
} from './webhook.ts'
export type {
  WebhookEndpointCreateInput,
  WebhookEndpointInput,
  WebhookEndpointView,
  WebhookSetup,
  WebhookSetupState,
} from './webhook-setup.ts'
export {
  webhookEndpointCreateInput,
  webhookEndpointInput,
  webhookSetupStates,
} from './webhook-setup.ts'

/** What screens and callers read. Times are ISO 8601 UTC text, positions are places in the log. */

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

/** An actor with its name looked up; a part of Syncline or a provider has its id only. */
export interface PersonOrPart {
  readonly actor: Actor
  readonly name: string | null
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

/** What the bell rings for. */
export const liveNouns = ['sync', 'delivery', 'event', 'reconciliation'] as const
export type LiveNoun = (typeof liveNouns)[number]
/** One command on many syncs or webhooks, as far as it has come: `total` is done, refused and what is still to come. */
export interface BulkView {
  readonly bulkId: string
  readonly action: BulkAction
  readonly reason: string | null
  readonly status: 'running' | 'completed' | 'stopped'
  /** How many there were when it was asked for. */
  readonly total: number
  readonly done: number
  readonly refused: readonly { readonly reason: BulkRefusal; readonly count: number }[]
  readonly by: PersonOrPart
  readonly requestedAt: string
  readonly endedAt: string | null
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

/** Something changed: read again. More than fifty ids are not listed. */
export interface LiveChange {
  readonly position: number
  readonly noun: LiveNoun
  readonly ids: readonly string[]
  readonly more: boolean
}

/** A rule by which records of one entity go from one connection to another. */
export interface FlowView {
  readonly flowId: string
  readonly entity: Entity
  readonly sourceConnectionId: string
  readonly targetConnectionId: string
  readonly conflictPolicy: ConflictPolicy
}

export interface ConnectionView {
  readonly connectionId: string
  readonly provider: ProviderName
  readonly name: string
  readonly venue: string
  /** Where its provider sends webhooks to. */
  readonly webhookUrl: string
  /** How long each retry waits; null: the usual waits. */
  readonly retryWaitsMs: readonly number[] | null
  /** Why it is switched off; null while it is on. */
  readonly disabledBecause: string | null
  /** Since when a person has to sign in again at its provider; null while the sign-in holds. */
  readonly reconnectSince: string | null
  /** The provider's account that it is about. */
  readonly accountId: string
  /** What of it was chosen from what the provider has. */
  readonly choices: Choices
  /** When what flows through it is read again by itself; null where nobody set it. */
  readonly schedule: Schedule | null
  /** Kinds of records that are switched off: nothing of them leaves to it or from it. */
  readonly scopeOff: readonly Entity[]
  /** The sandbox plays its provider: it can be made to send a webhook. */
  readonly played: boolean
}
