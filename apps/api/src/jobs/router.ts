import {
  labelPlace,
  type OrganizationKeys,
  payloadPlace,
  UnsealableError,
  type Vault,
} from '@syncline/db/custody'
import type { Appender, AppendRequest } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { type FlowRow, listFlowsFrom } from '@syncline/db/queries'
import type { Reactor } from '@syncline/db/queue'
import type { ProviderName } from '@syncline/domain/connection'
import { type EventData, type NewEvent, type RecordedEvent, streamName } from '@syncline/domain/event'
import { recordLabel, sourceVersion } from '@syncline/domain/record'
import { retryWaitsMs } from '@syncline/domain/sync'
import type { Notice, Provider, WebhookAdapter } from '@syncline/providers/port'
import type pg from 'pg'
import { uuidOf } from '../ingest/uuid.ts'

export interface RouterDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly vault: Vault
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now: () => Date
}

type Received = EventData<'WebhookReceived'>

/**
 * Reads what each webhook means and asks for the syncs that follow. Every append has a key made of the delivery's
 * position, so that a window which comes twice asks for nothing twice.
 */
export function createRouter(deps: RouterDeps): Reactor {
  return {
    name: 'router',
    types: ['WebhookReceived'],
    async handle(events) {
      const perOrganization = Map.groupBy(events, (event) => event.organizationId)
      const requests: AppendRequest[] = []
      for (const [organizationId, deliveries] of perOrganization)
        requests.push(...(await routeOrganization(deps, organizationId, deliveries)))
      await Promise.all(requests.map((request) => deps.appender.append(request)))
    },
  }
}

async function routeOrganization(
  deps: RouterDeps,
  organizationId: string,
  deliveries: readonly RecordedEvent[],
): Promise<AppendRequest[]> {
  const payloadIds = deliveries.map((event) => (event.data as Received).payloadId)
  const connectionIds = [...new Set(deliveries.map((event) => (event.data as Received).connectionId))]
  const { payloads, flows } = await readOrganization(deps.pool, organizationId, async (tx) => {
    const found = await tx.query<{ payload_id: string; sealed: Buffer }>(
      'select payload_id, sealed from log.payload where organization_id = $1 and payload_id = any ($2::uuid[])',
      [organizationId, payloadIds],
    )
    const flowsFrom = new Map<string, FlowRow[]>()
    for (const id of connectionIds) flowsFrom.set(id, await listFlowsFrom(tx, organizationId, id))
    return { payloads: new Map(found.rows.map((row) => [row.payload_id, row.sealed])), flows: flowsFrom }
  })
  const keys = await deps.vault.keysOf(organizationId)
  const requests: AppendRequest[] = []
  for (const event of deliveries) {
    const data = event.data as Received
    // Quarantined at the door already: there is no type, so there is nothing to route.
    if (data.eventType === '') continue
    const { webhook } = await deps.loadProvider(data.provider)
    const rawBody = openPayload(keys, organizationId, data.payloadId, payloads.get(data.payloadId))
    requests.push(...routeDelivery(deps, event, webhook, rawBody, flows.get(data.connectionId) ?? [], keys))
  }
  return requests
}

/** Undefined when the bytes are gone or were tampered with: one bad delivery must not stop all that come after it. */
function openPayload(
  keys: OrganizationKeys,
  organizationId: string,
  payloadId: string,
  sealed: Buffer | undefined,
): Buffer | undefined {
  try {
    return sealed && keys.openBytes(payloadPlace(organizationId, payloadId), sealed)
  } catch (error) {
    if (error instanceof UnsealableError) return undefined
    throw error
  }
}

function routeDelivery(
  deps: RouterDeps,
  event: RecordedEvent,
  webhook: WebhookAdapter | undefined,
  rawBody: Buffer | undefined,
  flows: readonly FlowRow[],
  keys: OrganizationKeys,
): AppendRequest[] {
  const verdict = (fact: NewEvent): AppendRequest => ({
    organizationId: event.organizationId,
    stream: event.stream,
    events: [fact],
    context: {
      now: deps.now(),
      actor: 'system:router',
      correlationId: event.correlationId,
      causationPosition: event.position,
    },
    idempotencyKey: `routed:${event.position}`,
  })
  if (!webhook || !rawBody)
    return [verdict({ type: 'WebhookQuarantined', data: { reason: 'payload_missing' } })]
  const reading = webhook.read(rawBody)
  if (!reading.ok) return [verdict({ type: 'WebhookQuarantined', data: { reason: reading.reason } })]
  if (reading.notices.length === 0)
    return [verdict({ type: 'WebhookIgnored', data: { reason: 'unknown_type' } })]
  const requests = reading.notices.flatMap((notice) =>
    flows
      .filter((flow) => flow.entity === notice.entity)
      .map((flow) => syncRequest(deps, event, webhook, rawBody, notice, flow, keys)),
  )
  if (requests.length === 0) return [verdict({ type: 'WebhookIgnored', data: { reason: 'no_flow' } })]
  const syncIds = requests.map((request) => request.stream.slice('sync-'.length))
  return [...requests, verdict({ type: 'WebhookRouted', data: { syncIds } })]
}

function syncRequest(
  deps: RouterDeps,
  event: RecordedEvent,
  webhook: WebhookAdapter,
  rawBody: Buffer,
  notice: Notice,
  flow: FlowRow,
  keys: OrganizationKeys,
): AppendRequest {
  const { organizationId, position } = event
  const data = event.data as Received
  const key = `route:${position}:${flow.flowId}:${notice.sourceId}`
  const syncId = uuidOf(`${organizationId}/${key}`)
  const record = webhook.record(rawBody, notice.entity)
  const requested: EventData<'SyncRequested'> = {
    connectionId: flow.targetConnectionId,
    provider: flow.targetProvider,
    entity: notice.entity,
    direction: 'outbound',
    operation: notice.operation,
    source: {
      connectionId: data.connectionId,
      system: data.provider,
      id: notice.sourceId,
      version: sourceVersion(notice.objectSeconds, notice.typeRank, position),
    },
    label: record && keys.sealText(labelPlace(organizationId, syncId), recordLabel(record).slice(0, 200)),
    deliveryId: event.stream.slice('delivery-'.length),
    payloadId: data.payloadId,
    mappingVersion: flow.mappingVersion,
    maxRetries: retryWaitsMs.length,
  }
  return {
    organizationId,
    stream: streamName('sync', syncId),
    events: [{ type: 'SyncRequested', data: requested }],
    context: {
      now: deps.now(),
      actor: 'system:router',
      correlationId: event.correlationId,
      causationPosition: position,
    },
    idempotencyKey: key,
  }
}
