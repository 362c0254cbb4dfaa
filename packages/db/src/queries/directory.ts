import type { ConflictPolicy, Entity, ProviderName } from '@syncline/domain/connection'
import type { ConnectionView, FlowView } from '@syncline/domain/view'
import type pg from 'pg'
import { build, run } from './builder.ts'

/** @param webhookUrlOf the address of a connection's door */
export async function listConnections(
  tx: pg.ClientBase,
  organizationId: string,
  webhookUrlOf: (connection: Pick<ConnectionView, 'connectionId' | 'provider'>) => string,
): Promise<ConnectionView[]> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.connection')
      .select(['connection_id', 'provider', 'name', 'venue', 'retry_waits_ms'])
      .where('organization_id', '=', organizationId)
      .orderBy('name')
      .limit(1_000),
  )
  return rows.map(({ connection_id, provider, name, venue, retry_waits_ms }) => {
    const named = { connectionId: connection_id, provider: provider as ProviderName }
    return { ...named, name, venue, webhookUrl: webhookUrlOf(named), retryWaitsMs: retry_waits_ms }
  })
}

export async function listFlows(tx: pg.ClientBase, organizationId: string): Promise<FlowView[]> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.flow')
      .select(['flow_id', 'entity', 'source_connection_id', 'target_connection_id', 'conflict_policy'])
      .where('organization_id', '=', organizationId)
      .orderBy('flow_id')
      .limit(1_000),
  )
  return rows.map((row) => ({
    flowId: row.flow_id,
    entity: row.entity as Entity,
    sourceConnectionId: row.source_connection_id,
    targetConnectionId: row.target_connection_id,
    conflictPolicy: row.conflict_policy as ConflictPolicy,
  }))
}

export interface ConnectionRow {
  readonly connectionId: string
  readonly provider: ProviderName
  readonly baseUrl: string
}

export async function findConnection(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<ConnectionRow | null> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.connection')
      .select(['connection_id', 'provider', 'base_url'])
      .where('organization_id', '=', organizationId)
      .where('connection_id', '=', connectionId),
  )
  const row = rows[0]
  return row
    ? { connectionId: row.connection_id, provider: row.provider as ProviderName, baseUrl: row.base_url }
    : null
}
