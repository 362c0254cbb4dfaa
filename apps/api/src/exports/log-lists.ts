import { deliveryFilter, eventFilter, syncFilter } from '@syncline/domain/view'
import { paged } from './list.ts'

/** Lists that follow the log and grow with it. */

export const syncs = paged({
  permission: 'sync.read',
  filter: syncFilter,
  read: (ports, organizationId, asked) => ports.syncReads.list(organizationId, asked),
  positionOf: (row) => row.requestedPosition,
  columns: {
    sync_id: (row) => row.syncId,
    status: (row) => row.face,
    entity: (row) => row.entity,
    operation: (row) => row.operation,
    direction: (row) => row.direction,
    record: (row) => (row.erased ? 'erased' : row.label),
    source: (row) => row.source.system,
    source_id: (row) => row.source.id,
    target: (row) => row.target.provider,
    connection: (row) => row.target.connectionName,
    external_id: (row) => row.externalId,
    tries: (row) => row.tries,
    error: (row) => row.error?.code ?? null,
    error_detail: (row) => row.error?.detail ?? null,
    reason: (row) => row.settled?.reason ?? null,
    requested_at: (row) => row.requestedAt,
    last_attempt_at: (row) => row.lastAttemptAt,
    updated_at: (row) => row.updatedAt,
    position: (row) => row.requestedPosition,
  },
})

export const webhooks = paged({
  permission: 'webhook.read',
  filter: deliveryFilter,
  read: (ports, organizationId, asked) => ports.webhookReads.list(organizationId, asked),
  positionOf: (row) => row.receivedPosition,
  columns: {
    delivery_id: (row) => row.deliveryId,
    status: (row) => row.status,
    reason: (row) => row.reason,
    provider: (row) => row.provider,
    connection: (row) => row.connectionName,
    event_type: (row) => row.eventType,
    event_id: (row) => row.providerEventId,
    size_bytes: (row) => row.sizeBytes,
    syncs: (row) => row.syncs,
    replays: (row) => row.replays,
    received_at: (row) => row.receivedAt,
    settled_at: (row) => row.settledAt,
    position: (row) => row.receivedPosition,
  },
})

/** What an event says stays in the log: it is sealed where it is personal, and has no columns. */
export const events = paged({
  permission: 'event.read',
  filter: eventFilter,
  read: (ports, organizationId, asked) => ports.eventReads.list(organizationId, asked),
  positionOf: (row) => row.position,
  columns: {
    event: (row) => row.type,
    meaning: (row) => row.sentence,
    stream: (row) => row.stream,
    version: (row) => row.version,
    by: (row) => row.by.name,
    correlation_id: (row) => row.correlationId,
    causation_position: (row) => row.causationPosition,
    occurred_at: (row) => row.occurredAt,
    recorded_at: (row) => row.recordedAt,
    position: (row) => row.position,
  },
})
