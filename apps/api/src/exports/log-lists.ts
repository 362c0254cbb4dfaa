import { deliveryFilter, eventFilter, syncFilter } from '@syncline/domain/view'
import { paged } from './list.ts'

/** Lists that follow the log and grow with it. */

export const syncs = paged({
  permission: 'sync.read',
  filter: syncFilter,
  read: (ports, organizationId, asked) => ports.syncReads.list(organizationId, asked),
  positionOf: (row) => row.requestedPosition,
  toRecord: (row) => ({
    sync_id: row.syncId,
    status: row.face,
    entity: row.entity,
    operation: row.operation,
    direction: row.direction,
    record: row.erased ? 'erased' : row.label,
    source: row.source.system,
    source_id: row.source.id,
    target: row.target.provider,
    connection: row.target.connectionName,
    external_id: row.externalId,
    tries: row.tries,
    error: row.error?.code ?? null,
    error_detail: row.error?.detail ?? null,
    reason: row.settled?.reason ?? null,
    requested_at: row.requestedAt,
    last_attempt_at: row.lastAttemptAt,
    updated_at: row.updatedAt,
    position: row.requestedPosition,
  }),
})

export const webhooks = paged({
  permission: 'webhook.read',
  filter: deliveryFilter,
  read: (ports, organizationId, asked) => ports.webhookReads.list(organizationId, asked),
  positionOf: (row) => row.receivedPosition,
  toRecord: (row) => ({
    delivery_id: row.deliveryId,
    status: row.status,
    reason: row.reason,
    provider: row.provider,
    connection: row.connectionName,
    event_type: row.eventType,
    event_id: row.providerEventId,
    size_bytes: row.sizeBytes,
    syncs: row.syncs,
    replays: row.replays,
    received_at: row.receivedAt,
    settled_at: row.settledAt,
    position: row.receivedPosition,
  }),
})

/** What an event says stays in the log: it is sealed where it is personal, and has no columns. */
export const events = paged({
  permission: 'event.read',
  filter: eventFilter,
  read: (ports, organizationId, asked) => ports.eventReads.list(organizationId, asked),
  positionOf: (row) => row.position,
  toRecord: (row) => ({
    event: row.type,
    meaning: row.sentence,
    stream: row.stream,
    version: row.version,
    by: row.by.name,
    correlation_id: row.correlationId,
    causation_position: row.causationPosition,
    occurred_at: row.occurredAt,
    recorded_at: row.recordedAt,
    position: row.position,
  }),
})
