import type { EventData, RecordedEvent } from '@syncline/domain/event'
import {
  evolveReconciliation,
  initialReconciliation,
  type Reconciliation,
  type ReconciliationEvent,
} from '@syncline/domain/reconciliation'
import { evolveRun, initialRun, type Run, type RunEvent } from '@syncline/domain/run'
import {
  evolve,
  evolveTries,
  initialSync,
  type Sync,
  type SyncEvent,
  type SyncTry,
  syncFace,
} from '@syncline/domain/sync'
import { type Delivery, evolveDelivery, initialDelivery, type WebhookEvent } from '@syncline/domain/webhook'
import type { StreamFold } from './verify-streams.ts'

/** Projections that the domain can fold too: what SQL says in sets, said again event by event. */
export const streamFolds: readonly StreamFold[] = [
  {
    projection: 'sync_status',
    stream: 'sync',
    idColumn: 'sync_id',
    rows(events) {
      const state = events.reduce<Sync>(
        (sync, event) => evolve(sync, event as unknown as SyncEvent),
        initialSync,
      )
      if (state.status === 'none') return []
      const pending = state.status === 'pending' ? state : null
      return [
        {
          status: state.status,
          hold: pending?.hold ?? null,
          face: syncFace(state.status, pending?.hold ?? null, state.lastCertainty),
          tries: state.tries,
          retries: state.retries,
          next_retry_at: pending?.nextRetryAt ?? null,
          error_code: state.error?.code ?? null,
          certainty: state.lastCertainty,
          external_id: state.status === 'synced' ? state.externalId : null,
          amount_minor: state.request.amount?.minor ?? null,
          amount_currency: state.request.amount?.currency ?? null,
          last_position: events.at(-1)?.position,
        },
      ]
    },
  },
  {
    projection: 'attempt',
    stream: 'sync',
    idColumn: 'sync_id',
    keyColumn: 'try',
    rows: (events) => {
      const request = events[0]?.data as EventData<'SyncRequested'>
      const tries = events.reduce<readonly SyncTry[]>(evolveTries, [])
      return tries.map((one) => attemptRow(request, one))
    },
  },
  { projection: 'delivery', stream: 'delivery', idColumn: 'delivery_id', rows: deliveryRows },
  {
    projection: 'reconciliation',
    stream: 'reconciliation',
    idColumn: 'reconciliation_id',
    rows: reconciliationRows,
  },
  { projection: 'run', stream: 'run', idColumn: 'run_id', rows: runRows },
]

function attemptRow(request: EventData<'SyncRequested'>, one: SyncTry) {
  const response = one.attempt?.response ?? null
  return {
    try: one.number,
    connection_id: request.connectionId,
    entity: request.entity,
    generation: one.generation,
    idempotency_key: one.idempotencyKey,
    worker: one.worker,
    started_at: one.startedAt,
    finished_at: one.finishedAt,
    outcome: one.outcome,
    code: one.code,
    certainty: one.certainty,
    detail: one.detail,
    external_id: one.externalId,
    effect: one.effect,
    late: one.late,
    method: one.attempt?.request.method ?? null,
    path: one.attempt?.request.path ?? null,
    http_status: response?.status ?? null,
    provider_request_id: response?.providerRequestId ?? null,
    duration_ms: one.attempt?.durationMs ?? null,
    request: one.attempt?.request ?? null,
    response,
  }
}

function deliveryRows(events: readonly RecordedEvent[]) {
  const [received] = events
  if (received?.type !== 'WebhookReceived') return []
  const state = events.reduce<Delivery>(
    (delivery, event) => evolveDelivery(delivery, event as unknown as WebhookEvent),
    initialDelivery,
  )
  if (state.status === 'none') return []
  const data = received.data as EventData<'WebhookReceived'>
  const last = events.at(-1)
  return [
    {
      connection_id: data.connectionId,
      provider: data.provider,
      event_type: data.eventType,
      provider_event_id: data.providerEventId,
      payload_id: data.payloadId,
      size_bytes: data.sizeBytes,
      status: state.status,
      reason: 'reason' in state ? state.reason : null,
      sync_ids: state.syncIds,
      replays: state.replays,
      received_at: received.recordedAt.toISOString(),
      settled_at: state.status === 'received' ? null : last?.recordedAt.toISOString(),
      last_position: last?.position,
    },
  ]
}

function reconciliationRows(events: readonly RecordedEvent[]) {
  const state = events.reduce<Reconciliation>(
    (reconciliation, event) => evolveReconciliation(reconciliation, event as unknown as ReconciliationEvent),
    initialReconciliation,
  )
  if (state.status === 'none') return []
  const { request, status, phase, tally, listed } = state
  return [
    {
      connection_id: request.connectionId,
      provider: request.provider,
      entity: request.entity,
      number: request.number,
      status,
      error_code: state.status === 'failed' ? state.code : null,
      phase,
      counts: tally.counts,
      totals: tally.totals,
      listed,
      last_position: events.at(-1)?.position,
    },
  ]
}

function runRows(events: readonly RecordedEvent[]) {
  const [started] = events
  const run = events.reduce<Run>((state, event) => evolveRun(state, event as unknown as RunEvent), initialRun)
  if (run.status === 'none') return []
  const { request, counts, failure } = run
  const ended = events.findLast(({ type }) => type !== 'RunPageRead')
  return [
    {
      connection_id: request.connectionId,
      provider: request.provider,
      entity: request.entity,
      kind: request.kind,
      since: request.since,
      status: run.status,
      pages: run.pages,
      read: counts.read,
      changed: counts.changed,
      unchanged: counts.unchanged,
      left_out: counts.leftOut,
      unreadable: counts.unreadable,
      asked: counts.asked,
      rests: run.rests,
      error_code: failure?.code ?? null,
      error_detail: failure?.detail ?? null,
      started_by: started?.actor,
      started_at: started?.recordedAt.toISOString(),
      started_position: started?.position,
      ended_at: ['running', 'paused'].includes(run.status) ? null : ended?.recordedAt.toISOString(),
      last_position: events.at(-1)?.position,
    },
  ]
}
