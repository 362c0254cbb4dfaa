import type { MetricQuery } from '@syncline/db/queries'
import type { Role } from '@syncline/domain/access'
import type { ConflictPolicy } from '@syncline/domain/connection'
import type { Actor } from '@syncline/domain/event'
import type {
  ApiKeyCreated,
  ApiKeyInput,
  ApiKeyView,
  AuditList,
  AuditListInput,
  BulkView,
  ConflictView,
  ConnectionStrip,
  ConnectionView,
  CredentialList,
  DeliveryCounts,
  DeliveryDetail,
  DeliveryFilter,
  DeliveryList,
  DeliveryListInput,
  EventCauses,
  EventDetail,
  EventList,
  EventListInput,
  FlowView,
  InvitationView,
  Invited,
  LiveChange,
  MetricBucket,
  MetricLag,
  MetricLagInput,
  MetricOverview,
  MetricOverviewInput,
  Needs,
  People,
  ProviderForm,
  RefusedWebhook,
  SavedView,
  SavedViewInput,
  ScheduleInput,
  ScopeInput,
  SearchHit,
  SessionInfo,
  SyncCounts,
  SyncDetail,
  SyncFilter,
  SyncList,
  SyncListInput,
  SyncRequestManyInput,
  SyncSums,
  SyncSumsInput,
} from '@syncline/domain/view'
import type { CachedReads } from '../cached-reads/index.ts'
import type { ConnectionChoices } from '../choices/index.ts'
import type { BulkAsked } from '../commands/bulk.ts'
import type { createCustodyCommands } from '../commands/custody.ts'
import type { RequestedSyncs } from '../commands/request-sync.ts'
import type { Electricity } from '../electricity/index.ts'
import type { createErasureCommands } from '../erasure/commands.ts'
import type { createErasureReads } from '../erasure/reads.ts'
import type { CallbackPort } from '../intake/callback-port.ts'
import type { IntakePort } from '../intake/push.ts'
import type { createMappingCommands } from '../mapping/commands.ts'
import type { createMappingReads } from '../mapping/reads.ts'
import type { Movements } from '../movements/index.ts'
import type { SignIns } from '../oauth/connect.ts'
import type { SandboxEvents } from '../ops/sandbox-events.ts'
import type { PrivacyGate } from '../privacy/gate.ts'
import type { ProtectionCommands } from '../protection/commands.ts'
import type { ProtectionReads } from '../protection/reads.ts'
import type { ReconciliationCommands } from '../reconciliation/port.ts'
import type { ReconciliationReads } from '../reconciliation/reads.ts'
import type { Refunds } from '../refund/refunds.ts'
import type { RunPort } from '../runs/commands.ts'
import type { ScheduleReads } from '../schedules/schedules.ts'
import type { Tagging } from '../tagging/index.ts'
import type { WebhookEndpointPort } from '../webhook-endpoints/index.ts'
import type { SignIn } from './context.ts'

/** What the procedures stand on. Every method takes the organization first and sees nothing of any other. */
export interface Ports {
  readonly syncReads: SyncReads
  readonly connectionReads: ConnectionReads
  readonly webhookReads: WebhookReads
  readonly webhookCommands: WebhookCommands
  readonly metricReads: MetricReads
  readonly eventReads: EventReads
  readonly syncCommands: SyncCommands
  readonly bulkCommands: BulkCommands
  readonly runs: RunPort
  readonly refunds: Refunds
  readonly reconciliationReads: ReconciliationReads
  readonly reconciliationCommands: ReconciliationCommands
  readonly conflictReads: ConflictReads
  readonly connectionCommands: ConnectionCommands
  readonly scheduleReads: ScheduleReads
  readonly mappings: Mappings
  readonly custodyCommands: CustodyCommands
  readonly protectionReads: ProtectionReads
  readonly protectionCommands: ProtectionCommands
  readonly cachedReads: CachedReads
  readonly webhookEndpoints: WebhookEndpointPort
  readonly choices: ConnectionChoices
  readonly callbacks: CallbackPort
  readonly movements: Movements
  readonly electricity: Electricity
  readonly tagging: Tagging
  readonly intake: IntakePort
  readonly signIns: Pick<SignIns, 'start'>
  readonly sandboxEvents: SandboxEvents
  readonly searchReads: SearchReads
  readonly savedViews: SavedViews
  readonly demoOrganization: DemoOrganization
  readonly privacy: Pick<PrivacyGate, 'policyOf' | 'setPolicy'>
  readonly erasureReads: ReturnType<typeof createErasureReads>
  readonly erasureCommands: ReturnType<typeof createErasureCommands>
  readonly liveBell: LiveBell
  readonly apiKeys: ApiKeyPort
  readonly auditReads: AuditReads
  readonly people: PeoplePort
  readonly sessions: SessionsPort
  readonly audit: Audit
}

export interface SyncReads {
  list(organizationId: string, input: SyncListInput): Promise<SyncList>
  counts(organizationId: string, filter: SyncFilter): Promise<SyncCounts>
  sums(organizationId: string, input: SyncSumsInput): Promise<SyncSums>
  /** Null when it does not exist in this organization, whether or not it does in another. */
  get(organizationId: string, syncId: string, atLeast?: number): Promise<SyncDetail | null>
}

export interface WebhookReads {
  list(organizationId: string, input: DeliveryListInput): Promise<DeliveryList>
  counts(organizationId: string, filter: DeliveryFilter): Promise<DeliveryCounts>
  /** Null when it does not exist in this organization, whether or not it does in another. */
  detail(organizationId: string, deliveryId: string, atLeast?: number): Promise<DeliveryDetail | null>
  refused(organizationId: string, connectionId: string | null): Promise<readonly RefusedWebhook[]>
}

export interface MetricReads {
  /** @throws SynclineError INVALID_INPUT when the times are no range, or ask for too much */
  read(organizationId: string, query: MetricQuery): Promise<readonly MetricBucket[]>
  /** @throws SynclineError INVALID_INPUT as `read` */
  overview(organizationId: string, input: MetricOverviewInput): Promise<MetricOverview>
  /** @throws SynclineError INVALID_INPUT as `read` */
  lag(organizationId: string, input: MetricLagInput): Promise<MetricLag>
  strips(organizationId: string, now: Date): Promise<readonly ConnectionStrip[]>
  needs(organizationId: string): Promise<Needs>
}

export interface EventReads {
  list(organizationId: string, input: EventListInput): Promise<EventList>
  /** Null when it is not this organization's. */
  get(organizationId: string, position: number): Promise<EventDetail | null>
  causes(organizationId: string, correlationId: string): Promise<EventCauses>
}

export interface ConnectionReads {
  list(organizationId: string): Promise<readonly ConnectionView[]>
  flows(organizationId: string): Promise<readonly FlowView[]>
  /** What can be connected here. */
  providers(): Promise<readonly ProviderForm[]>
  /** Null when there is no such connection in this organization. */
  credentials(organizationId: string, connectionId: string): Promise<CredentialList | null>
}

/** As `createCustodyCommands` says. */
export type CustodyCommands = ReturnType<typeof createCustodyCommands>

export interface SyncCommand {
  readonly reason: string
  readonly actor: Actor
  readonly correlationId: string
}

/** They resolve with the log position of what was written, and throw SynclineError (RECORD_NOT_FOUND, STATE_CONFLICT). */
export interface SyncCommands {
  /** With the flow's mapping as it is by then, unless `mapping` says to keep the one it had. */
  retry(
    organizationId: string,
    syncId: string,
    command: SyncCommand & { readonly mapping?: 'current' | 'recorded' },
  ): Promise<{ position: number }>
  skip(organizationId: string, syncId: string, command: SyncCommand): Promise<{ position: number }>
  cancel(organizationId: string, syncId: string, command: SyncCommand): Promise<{ position: number }>
  resolve(
    organizationId: string,
    syncId: string,
    command: SyncCommand & { readonly choice: 'ours' | 'theirs' },
  ): Promise<{ position: number }>
  /** @throws SynclineError NOT_CONFIGURED when no flow goes this way */
  request(
    organizationId: string,
    input: SyncRequestManyInput,
    by: Pick<SyncCommand, 'actor' | 'correlationId'>,
  ): Promise<RequestedSyncs>
}

export interface ConflictReads {
  /** Null when there is no such sync in this organization, or it is in no conflict. */
  get(organizationId: string, syncId: string): Promise<ConflictView | null>
}

export interface ConnectionCommands {
  /** @throws SynclineError RECORD_NOT_FOUND */
  setConflictPolicy(
    organizationId: string,
    flowId: string,
    command: Pick<SyncCommand, 'actor' | 'correlationId'> & { readonly policy: ConflictPolicy },
  ): Promise<{ position: number }>
  /** @throws SynclineError RECORD_NOT_FOUND */
  setRetryPolicy(
    organizationId: string,
    connectionId: string,
    command: Pick<SyncCommand, 'actor' | 'correlationId'> & {
      readonly retryWaitsMs: readonly number[] | null
    },
  ): Promise<{ position: number }>
  /** @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT */
  setSchedule(
    organizationId: string,
    input: ScheduleInput,
    by: Pick<SyncCommand, 'actor' | 'correlationId'>,
  ): Promise<{ position: number }>
  /** @throws SynclineError RECORD_NOT_FOUND, STATE_CONFLICT */
  setScope(
    organizationId: string,
    input: ScopeInput,
    by: Pick<SyncCommand, 'actor' | 'correlationId'>,
  ): Promise<{ position: number }>
}

export type Mappings = ReturnType<typeof createMappingReads> & ReturnType<typeof createMappingCommands>

export interface BulkCommands {
  /** @throws SynclineError STATE_CONFLICT, INVALID_INPUT */
  request(organizationId: string, asked: BulkAsked): Promise<{ position: number; total: number }>
  stop(
    organizationId: string,
    bulkId: string,
    by: Pick<SyncCommand, 'actor' | 'correlationId'>,
  ): Promise<{ position: number }>
  /** Null when it does not exist in this organization, whether or not it does in another. */
  get(organizationId: string, bulkId: string): Promise<BulkView | null>
}

/** Throw SynclineError (RECORD_NOT_FOUND, STATE_CONFLICT, PAYLOAD_EXPIRED, SUBJECT_ERASED). */
export interface WebhookCommands {
  /** Resolves with the log position of what was written. */
  replay(organizationId: string, deliveryId: string, command: SyncCommand): Promise<{ position: number }>
}

export interface SearchReads {
  /** Everything an id belongs to, at most a few of each kind. */
  find(organizationId: string, text: string): Promise<readonly SearchHit[]>
}

export interface SavedViews {
  list(organizationId: string): Promise<readonly SavedView[]>
  /** @throws SynclineError STATE_CONFLICT when the name is taken, or there are too many */
  save(organizationId: string, view: SavedViewInput, by: Actor): Promise<{ viewId: string }>
  /** @throws SynclineError RECORD_NOT_FOUND */
  remove(organizationId: string, viewId: string): Promise<{ viewId: string }>
}

export interface DemoOrganization {
  /**
   * Makes it where it is missing, and the person an admin of it; null where a program asks.
   * @throws SynclineError NOT_CONFIGURED where no sandbox plays the providers
   */
  load(userId: string | null): Promise<{ organizationId: string }>
}

export interface LiveBell {
  /**
   * Changes until the signal ends it. With `afterPosition` a reader that was away hears of what it missed first, at
   * least as one change with `more: true`; null starts from now.
   */
  subscribe(
    organizationId: string,
    afterPosition: number | null,
    signal: AbortSignal,
  ): AsyncIterable<LiveChange>
}

export interface AuditEntry {
  readonly organizationId: string
  readonly actor: Actor
  /** Noun and verb, as `sync.retry`. */
  readonly action: string
  /** Id of what it was done to; null when the input could not be read. */
  readonly target: string | null
  /** `done`, or the code of the refusal. */
  readonly outcome: string
  /** What a refused caller was told to quote; nothing when it was done. */
  readonly errorId?: string | null
  /** Null where it did not come over the network. */
  readonly ip: string | null
  readonly userAgent: string | null
  readonly correlationId: string
  readonly at: Date
  /** What there was, where a change of settings says so. */
  readonly before?: unknown
  /** What was asked for. */
  readonly after?: unknown
  /** What was answered; see `answerOf`. */
  readonly answer?: unknown
  /** From the call to its answer; null where it did not come over the network. */
  readonly durationMs: number | null
}

export interface AuditReads {
  list(organizationId: string, input: AuditListInput): Promise<AuditList>
}

/** Throw SynclineError (RECORD_NOT_FOUND; STATE_CONFLICT with a `reason`). The last admin stays one. */
export interface PeoplePort {
  list(organizationId: string): Promise<People>
  /** A person who was asked before is asked anew: the earlier link ends. */
  invite(organizationId: string, who: { email: string; role: Role }, inviterId: string): Promise<Invited>
  /** Writes once more to somebody who was asked. @throws SynclineError also NOT_CONFIGURED where no mail can be sent */
  mailAgain(organizationId: string, invitationId: string): Promise<InvitationView>
  cancelInvitation(organizationId: string, invitationId: string): Promise<void>
  setRole(organizationId: string, userId: string, role: Role): Promise<void>
  remove(organizationId: string, userId: string): Promise<void>
}

/** A person's own. Throw SynclineError (RECORD_NOT_FOUND). */
export interface SessionsPort {
  list(signIn: Pick<SignIn, 'sessionId' | 'user'>): Promise<readonly SessionInfo[]>
  end(userId: string, sessionId: string): Promise<void>
  /** All but this one. @returns how many */
  endOthers(signIn: Pick<SignIn, 'sessionId' | 'user'>): Promise<number>
}

/** Throw SynclineError (RECORD_NOT_FOUND; STATE_CONFLICT with a `reason`). */
export interface ApiKeyPort {
  list(organizationId: string): Promise<readonly ApiKeyView[]>
  get(organizationId: string, keyId: string): Promise<ApiKeyView>
  create(organizationId: string, key: ApiKeyInput, by: Actor): Promise<ApiKeyCreated>
  /** The one before goes on working for so many hours. */
  rotate(organizationId: string, keyId: string, overlapHours: number, by: Actor): Promise<ApiKeyCreated>
  revoke(organizationId: string, keyId: string): Promise<ApiKeyView>
}

export interface Audit {
  /** Masks `before`, `after` and `answer`. */
  record(entry: AuditEntry): Promise<void>
}
