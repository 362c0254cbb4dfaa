import type { Entity } from '@syncline/domain/connection'
import type pg from 'pg'

/** The newest sync that tells what an object was known as, on its way to one connection. */
export interface KnownSync {
  readonly sourceId: string
  readonly targetConnectionId: string
  readonly syncId: string
}

/**
 * For each object and each connection it goes to: the newest sync that carried it there, or that wrote it where it was read
 * now, whichever is the newer. As far as the projection knows. `tx` must be inside `withOrganization`.
 */
export async function knownSyncs(
  tx: pg.ClientBase,
  organizationId: string,
  of: {
    readonly connectionId: string
    readonly entity: Entity
    readonly sourceIds: readonly string[]
    readonly targetConnectionIds: readonly string[]
  },
): Promise<readonly KnownSync[]> {
  const { rows } = await tx.query<KnownSync>({
    name: 'known-syncs',
    text: `select o.source_id as "sourceId", t.connection_id as "targetConnectionId", k.sync_id as "syncId"
      from unnest($4::text[]) o (source_id) cross join unnest($5::uuid[]) t (connection_id)
      cross join lateral (
        select sync_id from (
          (select s.sync_id, s.requested_position from read.sync_status s
           where s.organization_id = $1 and s.connection_id = t.connection_id and s.entity = $3
             and s.source_id = o.source_id and s.source_connection_id = $2
           order by s.requested_position desc limit 1)
          union all
          (select w.sync_id, w.requested_position from read.sync_status w
           where w.organization_id = $1 and w.external_id = o.source_id and w.connection_id = $2 and w.entity = $3
             and w.source_connection_id = t.connection_id and w.status = 'synced'
           order by w.requested_position desc limit 1)) both_ways
        order by requested_position desc limit 1) k`,
    values: [organizationId, of.connectionId, of.entity, of.sourceIds, of.targetConnectionIds],
  })
  return rows
}
