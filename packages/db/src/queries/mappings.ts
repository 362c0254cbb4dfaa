import type { Entity, ProviderName } from '@syncline/domain/connection'
import type pg from 'pg'
import { build, run } from './builder.ts'

/** A flow with its ends, as the list of mappings needs it. */
export interface FlowEnds {
  readonly flowId: string
  readonly entity: Entity
  readonly mappingVersion: number
  readonly source: { readonly connectionId: string; readonly provider: ProviderName; readonly name: string }
  readonly target: { readonly connectionId: string; readonly provider: ProviderName; readonly name: string }
}

/** @param flowId one flow; null: all of them */
export async function flowEnds(
  tx: pg.ClientBase,
  organizationId: string,
  flowId: string | null,
): Promise<readonly FlowEnds[]> {
  let query = build
    .selectFrom('read.flow as f')
    .innerJoin('read.connection as s', (join) =>
      join
        .onRef('s.organization_id', '=', 'f.organization_id')
        .onRef('s.connection_id', '=', 'f.source_connection_id'),
    )
    .innerJoin('read.connection as t', (join) =>
      join
        .onRef('t.organization_id', '=', 'f.organization_id')
        .onRef('t.connection_id', '=', 'f.target_connection_id'),
    )
    .select([
      'f.flow_id',
      'f.entity',
      'f.mapping_version',
      'f.source_connection_id',
      'f.target_connection_id',
    ])
    .select(['s.provider as source_provider', 's.name as source_name'])
    .select(['t.provider as target_provider', 't.name as target_name'])
    .where('f.organization_id', '=', organizationId)
    .where('f.disabled', '=', false)
    .orderBy('f.flow_id')
    .limit(1_000)
  if (flowId !== null) query = query.where('f.flow_id', '=', flowId)
  return (await run(tx, query)).map((row) => ({
    flowId: row.flow_id,
    entity: row.entity as Entity,
    mappingVersion: row.mapping_version,
    source: {
      connectionId: row.source_connection_id,
      provider: row.source_provider as ProviderName,
      name: row.source_name,
    },
    target: {
      connectionId: row.target_connection_id,
      provider: row.target_provider as ProviderName,
      name: row.target_name,
    },
  }))
}

/** How many syncs to the target are looked through, newest first. */
const mostLooked = 200

/** The newest syncs that went along a flow. */
export async function newestSyncsOf(
  tx: pg.ClientBase,
  organizationId: string,
  { source, target, entity }: Pick<FlowEnds, 'source' | 'target' | 'entity'>,
  most: number,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ sync_id: string }>({
    name: 'newest-syncs-of-flow',
    text: `select sync_id from (
        select sync_id, source_connection_id, entity, operation, requested_position from read.sync_status
        where organization_id = $1 and connection_id = $2 order by requested_position desc limit ${mostLooked}
      ) s where source_connection_id = $3 and entity = $4 and operation = 'upsert'
      order by requested_position desc limit $5`,
    values: [organizationId, target.connectionId, source.connectionId, entity, most],
  })
  return rows.map(({ sync_id }) => sync_id)
}
