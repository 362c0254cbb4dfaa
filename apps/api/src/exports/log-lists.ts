import {
  type CallbackListInput,
  callbackListInput,
  type DeliveryFilter,
  type DiscrepancyListInput,
  deliveryFilter,
  discrepancyFilter,
  type EventFilter,
  eventFilter,
  type ReconciliationListInput,
  type RunFilter,
  reconciliationListInput,
  runFilter,
  type SyncFilter,
  syncFilter,
} from '@syncline/domain/view'
import { z } from 'zod'
import { type PageAsked, paged } from './list.ts'

/** Lists that follow the log and grow with it. */

interface Before {
  readonly position: number
  readonly go: 'older'
}
const before = (position: number): Before => ({ position, go: 'older' })

export const syncs = paged({
  permission: 'sync.read',
  filter: syncFilter,
  read: (ports, organizationId, asked: PageAsked<SyncFilter, Before>) =>
    ports.syncReads.list(organizationId, asked),
  after: (row) => before(row.requestedPosition),
  columns: {
    sync_id: (row) => row.syncId,
    status: (row) => row.face,
    entity: (row) => row.entity,
    operation: (row) => row.operation,
    direction: (row) => row.direction,
    record: (row) => (row.erased ? 'erased' : row.label),
    amount_minor: (row) => row.amount?.minor ?? null,
    currency: (row) => row.amount?.currency ?? null,
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
  read: (ports, organizationId, asked: PageAsked<DeliveryFilter, Before>) =>
    ports.webhookReads.list(organizationId, asked),
  after: (row) => before(row.receivedPosition),
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
  read: (ports, organizationId, asked: PageAsked<EventFilter, Before>) =>
    ports.eventReads.list(organizationId, asked),
  after: (row) => before(row.position),
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

export const runs = paged({
  permission: 'sync.read',
  filter: runFilter,
  read: (ports, organizationId, asked: PageAsked<RunFilter, Before>) =>
    ports.runs.list(organizationId, asked),
  after: (row) => before(row.startedPosition),
  columns: {
    run_id: (row) => row.runId,
    status: (row) => row.status,
    waits_for: (row) => row.waiting?.hold ?? null,
    kind: (row) => row.kind,
    since: (row) => row.since,
    entity: (row) => row.entity,
    connection_id: (row) => row.connectionId,
    connection: (row) => row.connectionName,
    pages: (row) => row.pages,
    read: (row) => row.counts.read,
    changed: (row) => row.counts.changed,
    unchanged: (row) => row.counts.unchanged,
    left_out: (row) => row.counts.leftOut,
    unreadable: (row) => row.counts.unreadable,
    syncs_asked_for: (row) => row.counts.asked,
    error_code: (row) => row.failure?.code ?? null,
    started_by: (row) => row.by.actor,
    started_at: (row) => row.startedAt,
    ended_at: (row) => row.endedAt,
  },
})

const callbacksOf = callbackListInput
  .pick({ connectionId: true })
  .extend(callbackListInput.shape.filter.unwrap().shape)
type CallbacksOf = z.output<typeof callbacksOf>

/** What is told back to whoever pushes invoices through one connection. */
export const callbacks = paged({
  permission: 'connection.read',
  filter: callbacksOf,
  read: (
    ports,
    organizationId,
    { filter: { connectionId, ...filter }, ...page }: PageAsked<CallbacksOf, CallbackListInput['cursor']>,
  ) => ports.callbacks.list(organizationId, { connectionId, filter, ...page }),
  after: ({ happenedAt, callbackId }) => ({ happenedAt, callbackId }),
  columns: {
    callback_id: (row) => row.callbackId,
    type: (row) => row.type,
    state: (row) => row.state,
    invoice_id: (row) => row.invoiceId,
    bill_id: (row) => row.billId,
    happened_at: (row) => row.happenedAt,
    tries: (row) => row.tries,
    next_try_at: (row) => row.nextTryAt,
    told_at: (row) => row.toldAt,
    failure: (row) => row.failure,
    sync_id: (row) => row.syncId,
  },
})

/** Each reconciliation, and what it came to. */
export const reconciliations = paged({
  permission: 'reconciliation.read',
  filter: reconciliationListInput.shape.filter.unwrap(),
  read: (
    { reconciliationReads },
    organizationId,
    asked: PageAsked<ReconciliationListInput['filter'], { position: number }>,
  ) => reconciliationReads.list(organizationId, asked),
  after: ({ startedPosition }) => ({ position: startedPosition }),
  columns: {
    reconciliation_id: (row) => row.reconciliationId,
    number: (row) => row.number,
    connection: (row) => row.connectionName,
    connection_id: (row) => row.connectionId,
    entity: (row) => row.entity,
    from: (row) => row.from,
    to: (row) => row.to,
    status: (row) => row.status,
    compared: (row) => row.counts.compared,
    matched: (row) => row.counts.matched,
    missing_here: (row) => row.counts.missing_here,
    missing_there: (row) => row.counts.missing_there,
    amount_differs: (row) => row.counts.amount_differs,
    fields_differ: (row) => row.counts.fields_differ,
    on_the_way: (row) => row.counts.onTheWay,
    unreadable: (row) => row.counts.unreadable,
    error_code: (row) => row.errorCode,
    started_by: (row) => row.by.name ?? row.by.actor,
    started_at: (row) => row.startedAt,
    ended_at: (row) => row.endedAt,
  },
})

const discrepanciesOf = discrepancyFilter.extend({ reconciliationId: z.uuid() })
type DiscrepanciesOf = z.output<typeof discrepanciesOf>

/** What one reconciliation found. Amounts are whole minor units; what somebody wrote is named, not told. */
export const discrepancies = paged({
  permission: 'reconciliation.read',
  filter: discrepanciesOf,
  read: async (
    ports,
    organizationId,
    {
      filter: { reconciliationId, ...filter },
      ...page
    }: PageAsked<DiscrepanciesOf, DiscrepancyListInput['cursor']>,
  ) => {
    const input = { reconciliationId, filter, ...page }
    const { rows, hasMore } = await ports.reconciliationReads.discrepancies(organizationId, input)
    return { rows, hasOlder: hasMore }
  },
  after: ({ number }) => ({ number }),
  columns: {
    number: (row) => row.number,
    kind: (row) => row.kind,
    state: (row) => row.state,
    source: (row) => row.source?.connectionName ?? null,
    source_id: (row) => row.source?.id ?? null,
    external_id: (row) => row.externalId,
    currency: (row) => row.ours?.currency ?? row.theirs?.currency ?? null,
    amount_here: (row) => row.ours?.amount ?? null,
    amount_there: (row) => row.theirs?.amount ?? null,
    fields: (row) => row.fields.map(({ field }) => field).join(' '),
    reason: (row) => row.resolved?.reason ?? null,
    resolved_by: (row) => row.resolved?.by.name ?? null,
    resolved_at: (row) => row.resolved?.at ?? null,
    sync_id: (row) => row.syncId,
    repair_sync_id: (row) => row.resolved?.syncId ?? null,
  },
})
