import type { Link } from '@syncline/providers/port'
import type pg from 'pg'

/** One record on its way to one connection. */
export interface LaneKey {
  readonly organizationId: string
  readonly connectionId: string
  readonly entity: string
  readonly sourceId: string
}

export interface Lane {
  /** What is known of the object at the target. */
  readonly link: Link | null
  /** The newest source version written there. */
  readonly sourceVersion: string | null
}

/**
 * How long a sync keeps its lane without touching it. It outlasts the sweep and every wait between tries: while the
 * outcome of one change is unknown, a newer change of the record must not go past it.
 */
const leaseSeconds = 90

const keyValues = (key: LaneKey) => [key.organizationId, key.connectionId, key.entity, key.sourceId]

/**
 * Takes the lane for one sync, so that two syncs of a record are never out at once. A holder that is settled and died
 * before it could let go is overtaken, and what it wrote is learned from its row.
 * @returns null while another sync of the record holds it
 */
export async function takeLane(
  tx: pg.ClientBase,
  key: LaneKey,
  holder: string,
  worker: string,
): Promise<Lane | null> {
  const { rows } = await tx.query<{
    external_id: string | null
    external_version: number | null
    source_version: string | null
  }>(
    `insert into coordination.lane as l (organization_id, connection_id, entity, source_id, holder, holder_worker, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
     on conflict (organization_id, connection_id, entity, source_id) do update
       set holder = excluded.holder, holder_worker = excluded.holder_worker, expires_at = excluded.expires_at,
         external_id = coalesce(l.external_id, (select s.external_id from read.sync_status s
           where s.organization_id = l.organization_id and s.sync_id = l.holder and s.status = 'synced')),
         source_version = greatest(l.source_version, (select s.source_version from read.sync_status s
           where s.organization_id = l.organization_id and s.sync_id = l.holder and s.status = 'synced'))
       where l.holder is null or l.holder = excluded.holder or l.expires_at < now()
         or exists (select from read.sync_status s where s.organization_id = l.organization_id
           and s.sync_id = l.holder and s.status in ('synced', 'skipped', 'cancelled'))
     returning external_id, external_version, source_version`,
    [...keyValues(key), holder, worker, leaseSeconds],
  )
  const row = rows[0]
  if (!row) return null
  const link =
    row.external_id === null ? null : { externalId: row.external_id, externalVersion: row.external_version }
  return { link, sourceVersion: row.source_version }
}

/** Remembers what was learned of the target's object and lets the next sync of the record go. */
export async function leaveLane(
  tx: pg.ClientBase,
  key: LaneKey,
  holder: string,
  learned: { link: Link | null; sourceVersion: string | null },
): Promise<void> {
  await tx.query(
    `update coordination.lane set
       holder = case when holder = $5 then null else holder end,
       external_id = coalesce($6, external_id),
       external_version = case when $6::text is null then external_version else greatest($7, external_version) end,
       source_version = greatest($8::text, source_version)
     where organization_id = $1 and connection_id = $2 and entity = $3 and source_id = $4`,
    [
      ...keyValues(key),
      holder,
      learned.link?.externalId ?? null,
      learned.link?.externalVersion ?? null,
      learned.sourceVersion,
    ],
  )
}
