import type { Entity } from '@syncline/domain/connection'
import type pg from 'pg'
import type { Turn } from './turns.ts'

/** The newest sync of a record, on its way to an object of a connection or from one. */
export interface NewestSync {
  /** The object there; null where none is known. */
  readonly externalId: string | null
  /** Null: the object is linked, and no sync tells more of it. */
  readonly syncId: string | null
  /** True: it goes there. False: it was read from there. */
  readonly isTowards: boolean
}

export interface Compared {
  readonly connectionId: string
  readonly entity: Entity
}

interface Row {
  external_id: string | null
  sync_id: string | null
  towards: boolean
}
const toNewest = ({ external_id, sync_id, towards }: Row): NewestSync => ({
  externalId: external_id,
  syncId: sync_id,
  isTowards: towards,
})

/** Of versions of one source the newest counts, whichever came last. */
const newestFirst = 'order by s.source_version desc, s.requested_position desc limit 1'

/**
 * What the hub knows of some objects: for each the sync that was asked for last, to it or from it. What it knows nothing
 * of is not in the answer. `tx` must be inside `withOrganization`, here and below.
 * @param targets where records of the connection go
 */
export async function newestOf(
  tx: pg.ClientBase,
  organizationId: string,
  { connectionId, entity }: Compared,
  targets: readonly string[],
  externalIds: readonly string[],
): Promise<readonly NewestSync[]> {
  const { rows } = await tx.query<Row>({
    name: 'reconciliation-newest',
    text: `with link as (
        select l.external_id, l.record_id from unnest($4::text[]) x (id)
        join coordination.link l on l.organization_id = $1 and l.connection_id = $2 and l.account_id = ''
          and l.entity = $3 and l.external_id = x.id
      )
      select distinct on (external_id) external_id, sync_id, towards from (
        select l.external_id, s.sync_id, s.requested_position, true as towards
        from link l
        join coordination.link o on o.organization_id = $1 and o.record_id = l.record_id and o.connection_id <> $2
          and o.entity = $3
        cross join lateral (select s.sync_id, s.requested_position from read.sync_status s
          where s.organization_id = $1 and s.connection_id = $2 and s.entity = $3 and s.source_id = o.external_id
            and s.source_connection_id = o.connection_id ${newestFirst}) s
        union all
        select x.id, s.sync_id, s.requested_position, false
        from unnest($4::text[]) x (id) cross join unnest($5::uuid[]) t (id)
        cross join lateral (select s.sync_id, s.requested_position from read.sync_status s
          where s.organization_id = $1 and s.connection_id = t.id and s.entity = $3 and s.source_id = x.id
            and s.source_connection_id = $2 ${newestFirst}) s
        union all
        select l.external_id, null, -1, true from link l
      ) u order by external_id, requested_position desc`,
    values: [organizationId, connectionId, entity, externalIds, targets],
  })
  return rows.map(toNewest)
}

export interface Unseen extends NewestSync {
  readonly sourceId: string
  readonly sourceConnectionId: string
}

export interface Walk extends Compared {
  /** Where the syncs go: the connection itself, or one that its records go to. */
  readonly targetId: string
  /** The source's id after which it goes on. */
  readonly after: readonly [sourceId: string, sourceConnectionId: string]
  /** What was asked for last before this time is left out. */
  readonly since: Date
  /** Objects that an earlier part than this saw are left out. */
  readonly part: number
  readonly limit: number
}

const nowhere = '00000000-0000-0000-0000-000000000000'
export const walkStart = ['', nowhere] as const

/**
 * The next records that go to a connection, or come from the compared one, and which of them the provider's pages did not
 * bring. In the order of the source's ids, so that any number of them is gone through in the same little memory.
 */
export async function nextUnseen(
  tx: pg.ClientBase,
  { organizationId, reconciliationId }: Turn,
  { connectionId, entity, targetId, after, since, part, limit }: Walk,
): Promise<{ readonly unseen: readonly Unseen[]; readonly after: Walk['after'] | null }> {
  const isTowards = targetId === connectionId
  const { rows } = await tx.query<Row & { source_id: string; source_connection_id: string; fresh: boolean }>({
    name: `reconciliation-walk-${isTowards}`,
    text: `select w.source_id, w.source_connection_id, w.sync_id, w.external_id, ${isTowards} as towards,
        w.requested_at >= $8 and not exists (select from coordination.reconciliation_seen n
          where n.organization_id = $1 and n.reconciliation_id = $2 and n.external_id = w.external_id
            and n.part < $9) as fresh
      from (
        select distinct on (s.source_id, s.source_connection_id) s.source_id, s.source_connection_id, s.sync_id,
          s.requested_at, ${isTowards ? linkedThere : 's.source_id'} as external_id
        from read.sync_status s
        where s.organization_id = $1 and s.connection_id = $3 and s.entity = $4
          and (s.source_id, s.source_connection_id) > ($6, $7::uuid)
          and s.source_connection_id ${isTowards ? '<>' : '='} $5
        order by s.source_id, s.source_connection_id, s.source_version desc, s.requested_position desc
        limit $10) w
      order by w.source_id, w.source_connection_id`,
    values: [
      organizationId,
      reconciliationId,
      targetId,
      entity,
      connectionId,
      after[0],
      after[1],
      since,
      part,
      limit,
    ],
  })
  const last = rows.at(-1)
  return {
    unseen: rows
      .filter(({ fresh }) => fresh)
      .map((row) => ({
        ...toNewest(row),
        sourceId: row.source_id,
        sourceConnectionId: row.source_connection_id,
      })),
    after: last && rows.length === limit ? [last.source_id, last.source_connection_id] : null,
  }
}

/** The object at the target that the record is linked to; else what its newest sync wrote. */
const linkedThere = `coalesce((
  select t.external_id from coordination.link o
  join coordination.link t on t.organization_id = $1 and t.record_id = o.record_id and t.connection_id = $3
  where o.organization_id = $1 and o.connection_id = s.source_connection_id and o.account_id = '' and o.entity = $4
    and o.external_id = s.source_id limit 1), s.external_id)`

/** The sealed bytes of some payloads; those that expired are left out. */
export async function readPayloads(
  tx: pg.ClientBase,
  organizationId: string,
  payloadIds: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const { rows } = await tx.query<{ payload_id: string; sealed: Buffer }>({
    name: 'reconciliation-payloads',
    text: 'select payload_id, sealed from log.payload where organization_id = $1 and payload_id = any ($2)',
    values: [organizationId, payloadIds],
  })
  return new Map(rows.map(({ payload_id, sealed }) => [payload_id, sealed]))
}
