import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import type pg from 'pg'
import { build, run } from './builder.ts'

export async function listConnections(tx: pg.ClientBase, organizationId: string): Promise<ConnectionView[]> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.connection')
      .select(['connection_id', 'provider', 'name', 'venue'])
      .where('organization_id', '=', organizationId)
      .orderBy('name')
      .limit(1_000),
  )
  return rows.map(({ connection_id, provider, name, venue }) => ({
    connectionId: connection_id,
    provider: provider as ProviderName,
    name,
    venue,
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

export interface FlowRow {
  readonly flowId: string
  readonly entity: Entity
  readonly targetConnectionId: string
  readonly targetProvider: ProviderName
  readonly mappingVersion: number
}

/** Where records of a connection go. */
export async function listFlowsFrom(
  tx: pg.ClientBase,
  organizationId: string,
  sourceConnectionId: string,
): Promise<FlowRow[]> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.flow as f')
      .innerJoin('read.connection as c', (join) =>
        join
          .onRef('c.organization_id', '=', 'f.organization_id')
          .onRef('c.connection_id', '=', 'f.target_connection_id'),
      )
      .select(['f.flow_id', 'f.entity', 'f.target_connection_id', 'c.provider', 'f.mapping_version'])
      .where('f.organization_id', '=', organizationId)
      .where('f.source_connection_id', '=', sourceConnectionId)
      .limit(100),
  )
  return rows.map((row) => ({
    flowId: row.flow_id,
    entity: row.entity as Entity,
    targetConnectionId: row.target_connection_id,
    targetProvider: row.provider as ProviderName,
    mappingVersion: row.mapping_version,
  }))
}
