import type { Actor } from '@syncline/domain/event'
import type {
  ConnectionView,
  DeliveryCounts,
  DeliveryDetail,
  DeliveryFilter,
  DeliveryList,
  DeliveryListInput,
  LiveChange,
  RefusedWebhook,
  ReplayedMany,
  ReplaySelection,
  SyncCounts,
  SyncDetail,
  SyncFilter,
  SyncList,
  SyncListInput,
} from '@syncline/domain/view'

/** What the procedures stand on. Every method takes the organization first and sees nothing of any other. */
export interface Ports {
  readonly syncReads: SyncReads
  readonly connectionReads: ConnectionReads
  readonly webhookReads: WebhookReads
  readonly syncCommands: SyncCommands
  readonly webhookCommands: WebhookCommands
  readonly liveBell: LiveBell
  readonly audit: Audit
}

export interface SyncReads {
  list(organizationId: string, input: SyncListInput): Promise<SyncList>
  counts(organizationId: string, filter: SyncFilter): Promise<SyncCounts>
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

export interface ConnectionReads {
  list(organizationId: string): Promise<readonly ConnectionView[]>
}

export interface SyncCommand {
  readonly reason: string
  readonly actor: Actor
  readonly correlationId: string
}

/** Both resolve with the log position of what was written, and throw SynclineError (RECORD_NOT_FOUND, STATE_CONFLICT). */
export interface SyncCommands {
  retry(organizationId: string, syncId: string, command: SyncCommand): Promise<{ position: number }>
  skip(organizationId: string, syncId: string, command: SyncCommand): Promise<{ position: number }>
}

/** Throw SynclineError (RECORD_NOT_FOUND, STATE_CONFLICT, PAYLOAD_EXPIRED). */
export interface WebhookCommands {
  /** Resolves with the log position of what was written. */
  replay(organizationId: string, deliveryId: string, command: SyncCommand): Promise<{ position: number }>
  replayMany(organizationId: string, selection: ReplaySelection, command: SyncCommand): Promise<ReplayedMany>
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
  readonly ip: string
  readonly userAgent: string | null
  readonly correlationId: string
  readonly at: Date
}

export interface Audit {
  record(entry: AuditEntry): Promise<void>
}
