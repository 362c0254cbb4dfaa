import type { Entity, ProviderName } from '@syncline/domain/connection'
import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import type pg from 'pg'

/** Where records of one entity of a connection go. */
export interface FlowRow {
  readonly flowId: string
  readonly entity: Entity
  readonly sourceConnectionId: string
  readonly targetConnectionId: string
  readonly targetProvider: ProviderName
  readonly mappingVersion: number
  /** The one place of business of the source that its records come from; null for all. */
  readonly place: string | null
  /** How long each retry at the target waits. */
  readonly retryWaitsMs: readonly number[]
}

interface Row {
  payload_id: string | null
  sealed: Buffer | null
  flow: (Omit<FlowRow, 'retryWaitsMs'> & { retryWaitsMs: readonly number[] | null }) | null
}

const maxFlows = 1_000

/** Flows from some connections, and the sealed bytes of some payloads, in one round trip: a webhook waits for it. */
export async function readRouting(
  tx: pg.ClientBase,
  organizationId: string,
  connectionIds: readonly string[],
  payloadIds: readonly string[],
): Promise<{ flows: readonly FlowRow[]; payloads: ReadonlyMap<string, Buffer> }> {
  const { rows } = await tx.query<Row>({
    name: 'read-routing',
    text: `select payload_id, sealed, null::json as flow from log.payload
        where organization_id = $1 and payload_id = any ($3::uuid[])
      union all
      select null, null, json_build_object('flowId', f.flow_id, 'entity', f.entity,
        'sourceConnectionId', f.source_connection_id, 'targetConnectionId', f.target_connection_id,
        'targetProvider', c.provider, 'mappingVersion', f.mapping_version, 'retryWaitsMs', c.retry_waits_ms,
        'place', s.choices -> 'location' ->> 'id')
      from (select * from read.flow where organization_id = $1 and source_connection_id = any ($2::uuid[]) and not disabled
          order by flow_id limit ${maxFlows}) f
        join read.connection c on c.organization_id = f.organization_id and c.connection_id = f.target_connection_id
          and c.status <> 'deleted'
        join read.connection s on s.organization_id = f.organization_id and s.connection_id = f.source_connection_id`,
    values: [organizationId, connectionIds, payloadIds],
  })
  const payloads = new Map<string, Buffer>()
  const flows: FlowRow[] = []
  for (const { payload_id, sealed, flow } of rows) {
    if (flow) flows.push({ ...flow, retryWaitsMs: flow.retryWaitsMs ?? defaultRetryWaitsMs })
    else if (payload_id && sealed) payloads.set(payload_id, sealed)
  }
  return { flows, payloads }
}
