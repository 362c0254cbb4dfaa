export { causedBy, countMatching, nextMatching } from './bulk.ts'
export type { DeliveryReader } from './deliveries.ts'
export {
  countDeliveries,
  countMatchingDeliveries,
  findDelivery,
  listDeliveries,
  listRefused,
  nextDeliveries,
} from './deliveries.ts'
export { readDeliveryDetail } from './delivery-detail.ts'
export type { ConnectionRow } from './directory.ts'
export { findConnection, findFlow, listConnections, listFlows, organizationOff } from './directory.ts'
export type { EventReader } from './events.ts'
export { findEvent, listEvents, readCauses } from './events.ts'
export { findById } from './find.ts'
export { type FlowEnds, flowEnds, newestSyncsOf } from './mappings.ts'
export { readMetricLag } from './metric-lag.ts'
export { chooseStep, readConnectionStrips, readMetricOverview } from './metric-overview.ts'
export type { MetricQuery } from './metrics.ts'
export { readMetrics } from './metrics.ts'
export { readNeeds } from './needs.ts'
export { recentRecharges } from './recharges.ts'
export type { ReconciliationReader } from './reconciliations.ts'
export {
  countDiscrepancies,
  findDiscrepancies,
  findReconciliation,
  forgetLink,
  listDiscrepancies,
  listReconciliations,
} from './reconciliations.ts'
export type { Route } from './route.ts'
export { findRoute } from './route.ts'
export type { FlowRow } from './routing.ts'
export { readRouting } from './routing.ts'
export { listSavedViews, removeView, saveView } from './saved-views.ts'
export type { StoredWebhook, SubjectOf } from './subjects.ts'
export {
  connectionNames,
  countSubject,
  linkedObjects,
  listErasures,
  nextStored,
  returnedAt,
  syncsOfPeople,
  syncsOfSubject,
} from './subjects.ts'
export { readSyncDetail } from './sync-detail.ts'
export { sumSyncs } from './sync-sums.ts'
export type { NamesOf, SyncReader } from './syncs.ts'
export {
  countSyncs,
  findSyncs,
  foldedPosition,
  listSyncs,
  newestSync,
  newestWritten,
} from './syncs.ts'
export { unknownWrites } from './unknown-writes.ts'
export { type Placed, placed } from './venue.ts'
