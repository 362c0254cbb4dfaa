import { defaultBreaker } from '@syncline/domain/connection'
import { emptyTally } from '@syncline/domain/reconciliation'
import type {
  BulkView,
  DeliveryDetail,
  DeliveryRow,
  EventDetail,
  ProtectionView,
  ReconciliationDetail,
  SyncDetail,
  SyncRow,
} from '@syncline/domain/view'

const at = '2026-01-05T09:30:00.000Z'
export const eventOf = (position: number): EventDetail => ({
  row: {
    position,
    type: 'SyncSkipped',
    sentence: 'The sync was set aside with a reason.',
    stream: 'sync-1',
    version: 2,
    subject: { noun: 'sync', id: '1' },
    by: { actor: 'user:1', name: null },
    correlationId: 'c',
    causationPosition: null,
    occurredAt: at,
    recordedAt: at,
  },
  schemaVersion: 1,
  data: {},
  metadata: {},
})
export const noFaces = {
  pending: 0,
  syncing: 0,
  synced: 0,
  waiting: 0,
  failed: 0,
  unknown: 0,
  skipped: 0,
  cancelled: 0,
}

export function rowOf(syncId: string): SyncRow {
  return {
    syncId,
    face: 'synced',
    status: 'synced',
    hold: null,
    entity: 'customer',
    operation: 'upsert',
    direction: 'outbound',
    erased: false,
    label: 'Ada Obi',
    amount: null,
    source: { system: 'stripe', id: 'cus_1', connectionId: 'c1' },
    target: { provider: 'flasherp', connectionId: 'c2', connectionName: 'FlashERP' },
    externalId: 'C-100',
    tries: 1,
    retries: 0,
    maxRetries: 5,
    nextRetryAt: null,
    lastAttemptAt: at,
    durationMs: 40,
    error: null,
    certainty: null,
    settled: null,
    requestedAt: at,
    updatedAt: at,
    requestedPosition: 1,
    lastPosition: 3,
  }
}

export function bulkOf(bulkId: string): BulkView {
  const by = { actor: 'user:u1', name: 'Ada' } as const
  const counts = { total: 2, done: 2, refused: [] }
  return {
    bulkId,
    action: 'retry',
    reason: null,
    status: 'completed',
    ...counts,
    by,
    requestedAt: at,
    endedAt: at,
  }
}

export function reconciliationOf(reconciliationId: string): ReconciliationDetail {
  return {
    reconciliationId,
    connectionId: 'c',
    connectionName: 'FlashERP',
    provider: 'flasherp',
    entity: 'transaction',
    number: 1,
    from: at,
    to: at,
    status: 'completed',
    errorCode: null,
    phase: 'ours',
    ...emptyTally,
    listed: 0,
    by: { actor: 'user:u1', name: 'Ada' },
    startedAt: at,
    startedPosition: 3,
    endedAt: at,
    states: { open: 0, ignored: 0, pushed: 0, pulled: 0 },
    canPush: true,
    canPull: false,
    position: 7,
  }
}

export function detailOf(syncId: string): SyncDetail {
  return {
    row: rowOf(syncId),
    timeline: [],
    tries: [],
    webhook: null,
    effect: null,
    others: [],
    correlationId: 'correlation',
    position: 7,
    behind: false,
  }
}

export function deliveryRowOf(deliveryId: string): DeliveryRow {
  return {
    deliveryId,
    status: 'routed',
    reason: null,
    provider: 'stripe',
    connectionId: 'c1',
    connectionName: 'Stripe',
    eventType: 'customer.created',
    providerEventId: 'evt_1',
    sizeBytes: 840,
    syncs: 1,
    replays: 0,
    receivedAt: at,
    settledAt: at,
    receivedPosition: 1,
    lastPosition: 2,
  }
}

export function deliveryDetailOf(deliveryId: string): DeliveryDetail {
  return {
    row: deliveryRowOf(deliveryId),
    accountId: null,
    headers: {},
    timeline: [],
    payload: { state: 'expired' },
    syncs: [],
    correlationId: 'correlation',
    position: 7,
    behind: false,
  }
}

export const sampleProtection: ProtectionView = {
  health: 'healthy',
  looks: [],
  breaker: {
    ...defaultBreaker,
    state: 'closed',
    failures: 0,
    lastCode: null,
    lastFailedAt: null,
    openUntil: null,
  },
  limits: [],
  atOnce: null,
  policy: null,
  errors: [],
}
