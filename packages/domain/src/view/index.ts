/** What screens and callers read. Times are ISO 8601 UTC text, positions are places in the log. */
export type { ApiKeyCreated, ApiKeyInput, ApiKeyView } from './api-key.ts'
export { apiKeyIdInput, apiKeyInput, keyRotationDays, rotateInput } from './api-key.ts'
export type { AuditList, AuditListInput, AuditRow } from './audit.ts'
export { auditFilter, auditListInput } from './audit.ts'
export type { BulkView } from './bulk.ts'
export type { CachedAnswerView, CachedEntryView, CachedReadView } from './cached-read.ts'
export type { CallbackList, CallbackListInput, CallbackRow } from './callback.ts'
export { callbackListInput } from './callback.ts'
export type { CallbackState } from './callback-state.ts'
export { callbackStates } from './callback-state.ts'
export type { ConnectionView, FlowView, OrganizationSwitchView } from './connection.ts'
export type { ExportedList } from './count.ts'
export { countCap, mostExported } from './count.ts'
export { type CountedKind, countedKinds } from './counted.ts'
export type {
  CredentialList,
  CredentialView,
  OrganizationKeysView,
  OrganizationKeyView,
} from './credential.ts'
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
export { freeText, freeTextKey } from './free-text.ts'
export type {
  BulkSelection,
  ConnectInput,
  ConnectionTestInput,
  SyncFilter,
  SyncListInput,
  SyncRequestManyInput,
  SyncSumsInput,
} from './input.ts'
export {
  bulkSelection,
  connectInput,
  connectionTestInput,
  mostReasonLength,
  reasonInput,
  retryWaitsInput,
  secretInput,
  syncFilter,
  syncIdInput,
  syncListInput,
  syncRequestInput,
  syncRequestManyInput,
  syncSumsInput,
} from './input.ts'
export type { LiveChange, LiveNoun } from './live.ts'
export { liveNouns } from './live.ts'
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
  NeedsInput,
  SyncBalance,
  WebhookBucket,
} from './metric.ts'
export { metricLagInput, metricOverviewInput, metricSteps, needsInput } from './metric.ts'
export type { MovementFilter, MovementList, MovementListInput, MovementRow } from './movement.ts'
export { movementFilter, movementListInput } from './movement.ts'
export type { Need, NeedKind, Needs } from './need.ts'
export { needCap, needKinds } from './need.ts'
export { inOrderOfUrgency } from './need-order.ts'
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
export type { PersonOrPart } from './person.ts'
export type { BreakerView, HealthLookView, LimitView, ProtectionView } from './protection.ts'
export type { ChoiceForm, ConnectionTest, ProviderForm } from './provider-form.ts'
export type {
  MeterToken,
  RechargeCreated,
  RechargeCreateInput,
  RechargeList,
  RechargeListInput,
  RechargeRow,
  RechargeTokens,
} from './recharge.ts'
export { rechargeCreateInput, rechargeListInput, rechargeTokensInput } from './recharge.ts'
export type {
  DiscrepanciesInput,
  DiscrepanciesResolved,
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
export { runFilter, runListInput, runStartInput } from './run.ts'
export type { ListName, SavedView, SavedViewInput } from './saved-view.ts'
export { listNames, mostSavedViews, savedViewInput } from './saved-view.ts'
export type { ScheduleInput, ScheduleQueryInput, ScheduleView, ScopeInput } from './schedule.ts'
export { scheduleInput, scheduleQueryInput, scopeInput } from './schedule.ts'
export type { FoundBy, SearchHit } from './search.ts'
export { mostHits, searchInput } from './search.ts'
export type { StandingView } from './standing.ts'
export type {
  ErasurePreview,
  ErasureTarget,
  ErasureView,
  SubjectObjectView,
  UnknownWrite,
} from './subject.ts'
export { erasureRequestInput, erasureTarget, mostErasures, mostUnknownWrites } from './subject.ts'
export type {
  ConflictView,
  SyncCounts,
  SyncDetail,
  SyncList,
  SyncRow,
  SyncSums,
  TimelineEntry,
  TryView,
} from './sync.ts'
export type { TaggedInput, TagsInput, TagsView } from './tags.ts'
export { taggedInput, tagsInput } from './tags.ts'
export type { VendType } from './vend-type.ts'
export { vendTypes } from './vend-type.ts'
export { venueInput } from './venue.ts'
export type {
  DeliveryCounts,
  DeliveryDetail,
  DeliveryFilter,
  DeliveryList,
  DeliveryListInput,
  DeliveryPayload,
  DeliveryRow,
  RefusedFilter,
  RefusedWebhook,
  ReplaySelection,
} from './webhook.ts'
export {
  deliveryFilter,
  deliveryIdInput,
  deliveryListInput,
  refusedFilter,
  replaySelection,
} from './webhook.ts'
export type {
  WebhookEndpointCreateInput,
  WebhookEndpointInput,
  WebhookEndpointView,
  WebhookSetup,
  WebhookSetupState,
} from './webhook-setup.ts'
export { webhookEndpointCreateInput, webhookEndpointInput } from './webhook-setup.ts'
