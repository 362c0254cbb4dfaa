import type { ConflictPolicy, Entity, ProviderName } from '@syncline/domain/connection'
import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import type pg from 'pg'
import { build, run } from './builder.ts'

/** A flow with the providers at its ends. */
export interface Route {
  readonly flowId: string
  readonly sourceProvider: ProviderName
  readonly targetProvider: ProviderName
  readonly mappingVersion: number
  /** How long each retry at the target waits. */
  readonly retryWaitsMs: readonly number[]
  readonly conflictPolicy: ConflictPolicy
  /** It was taken away: what was asked for before still goes along it, and nothing new. */
  readonly disabled: boolean
}

/** The flow that takes one entity from one connection to another; null when there is none. */
export async function findRoute(
  tx: pg.ClientBase,
  organizationId: string,
  ends: {
    readonly sourceConnectionId: string
    readonly targetConnectionId: string
    readonly entity: Entity
  },
): Promise<Route | null> {
  const rows = await run(
    tx,
    build
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
        's.provider as source',
        't.provider as target',
        'f.mapping_version',
        'f.conflict_policy',
        'f.disabled',
        't.retry_waits_ms',
      ])
      .where('f.organization_id', '=', organizationId)
      .where('f.source_connection_id', '=', ends.sourceConnectionId)
      .where('f.target_connection_id', '=', ends.targetConnectionId)
      .where('f.entity', '=', ends.entity)
      .orderBy('f.flow_id')
      .limit(1),
  )
  const row = rows[0]
  return row
    ? {
        flowId: row.flow_id,
        sourceProvider: row.source as ProviderName,
        targetProvider: row.target as ProviderName,
        mappingVersion: row.mapping_version,
        retryWaitsMs: row.retry_waits_ms ?? defaultRetryWaitsMs,
        conflictPolicy: row.conflict_policy as ConflictPolicy,
        disabled: row.disabled,
      }
    : null
}
