import type {
  AuditList,
  AuditListInput,
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
  LiveChange,
  MetricBucket,
  MetricLag,
  MetricLagInput,
  MetricOverview,
  MetricOverviewInput,
  Needs,
  NeedsInput,
  ProviderForm,
  RefusedFilter,
  RefusedWebhook,
  SearchHit,
  SyncCounts,
  SyncDetail,
  SyncFilter,
  SyncList,
  SyncListInput,
  SyncSums,
  SyncSumsInput,
} from '@syncline/domain/view'
import type { MetricAsked } from '../reads/metric.ts'

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
  refused(organizationId: string, filter: RefusedFilter): Promise<readonly RefusedWebhook[]>
}

export interface MetricReads {
  /** @throws SynclineError INVALID_INPUT when the times are no range, or ask for too much */
  read(organizationId: string, query: MetricAsked): Promise<readonly MetricBucket[]>
  /** @throws SynclineError INVALID_INPUT as `read` */
  overview(organizationId: string, input: MetricOverviewInput): Promise<MetricOverview>
  /** @throws SynclineError INVALID_INPUT as `read` */
  lag(organizationId: string, input: MetricLagInput): Promise<MetricLag>
  strips(organizationId: string, now: Date): Promise<readonly ConnectionStrip[]>
  needs(organizationId: string, input: NeedsInput): Promise<Needs>
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

export interface ConflictReads {
  /** Null when there is no such sync in this organization, or it is in no conflict. */
  get(organizationId: string, syncId: string): Promise<ConflictView | null>
}

export interface SearchReads {
  /** Everything an id belongs to, at most a few of each kind. */
  find(organizationId: string, text: string): Promise<readonly SearchHit[]>
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

export interface AuditReads {
  list(organizationId: string, input: AuditListInput): Promise<AuditList>
}
