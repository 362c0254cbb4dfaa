import type { EventData } from '@syncline/domain/event'
import type { Dependency } from '@syncline/domain/record'
import type { Link } from '@syncline/providers/port'
import type pg from 'pg'

type Requested = EventData<'SyncRequested'>

/** One record on its way to one connection, taken by one sync. */
export interface Lane {
  readonly recordId: string
  /** Counts who took it: the sync itself may have taken it again since, in another worker. */
  readonly ticket: number
  /** What is known of the object at the target. */
  readonly link: Link | null
  /** The target's account that the object lives in; null for the connection's own. */
  readonly accountId: string | null
  /** The newest version of this very source that was written there. */
  readonly sourceVersion: string | null
  /** A deletion was written there. */
  readonly deleted: boolean
  /** The version of the source's object that we wrote ourselves, where it is one of ours. */
  readonly writtenVersion: number | null
}

/**
 * How long a sync keeps its lane without touching it. It outlasts the sweep and every wait between tries: while the
 * outcome of one change is unknown, a newer change of the record must not go past it.
 */
const leaseSeconds = 90

/**
 * Finds the record and takes its lane for one sync; see the function in packages/db for the rules.
 * @returns null while another sync of the record holds it
 */
export async function takeLane(
  tx: pg.ClientBase,
  organizationId: string,
  { connectionId, entity, source }: Requested,
  holder: string,
  worker: string,
): Promise<Lane | null> {
  const { rows } = await tx.query<{
    taken: boolean
    record_id: string
    external_id: string | null
    external_version: number | null
    account_id: string | null
    source_version: string | null
    deleted: boolean
    written_version: number | null
    ticket: number
  }>({
    name: 'take-lane',
    text: 'select * from coordination.take_lane($1, $2, $3, $4, $5, $6, $7, $8, $9, make_interval(secs => $10))',
    values: [
      organizationId,
      source.connectionId,
      source.accountId ?? '',
      entity,
      source.id,
      source.externalRef,
      connectionId,
      holder,
      worker,
      leaseSeconds,
    ],
  })
  const row = rows[0]
  if (!row?.taken) return null
  return {
    recordId: row.record_id,
    ticket: row.ticket,
    link:
      row.external_id === null
        ? null
        : { externalId: row.external_id, externalVersion: row.external_version },
    accountId: row.account_id || null,
    sourceVersion: row.source_version,
    deleted: row.deleted,
    writtenVersion: row.written_version,
  }
}

/** What a try taught us; nothing, where nothing went out. */
export interface Learned {
  readonly link: Link | null
  /** Set when this change was written. */
  readonly sourceVersion: string | null
  readonly deleted: boolean
}

export const nothingLearned: Learned = { link: null, sourceVersion: null, deleted: false }

/** Remembers what was learned of the target's object and lets the next sync of the record go, where the ticket is the newest; without a holder it only remembers. */
export async function leaveLane(
  tx: pg.ClientBase,
  organizationId: string,
  { connectionId, entity, source }: Requested,
  lane: Lane,
  holder: string | null,
  { link, sourceVersion, deleted }: Learned,
): Promise<void> {
  await tx.query({
    name: 'leave-lane',
    text: 'select coordination.leave_lane($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    values: [
      organizationId,
      lane.recordId,
      connectionId,
      entity,
      holder,
      lane.ticket,
      lane.accountId ?? '',
      link?.externalId ?? null,
      link?.externalVersion ?? null,
      source.connectionId,
      sourceVersion,
      deleted,
    ],
  })
}

/** Ids at the target of objects of the same source; what is not linked is not in the answer. */
export async function findExternalIds(
  tx: pg.ClientBase,
  organizationId: string,
  { connectionId, source }: Requested,
  dependencies: readonly Dependency[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ source_id: string; external_id: string }>({
    name: 'find-external-ids',
    text: `select s.external_id as source_id, t.external_id
      from unnest($4::text[], $5::text[]) d (entity, source_id)
        join coordination.link s on s.organization_id = $1 and s.connection_id = $2 and s.account_id = $6
          and s.entity = d.entity and s.external_id = d.source_id
        join coordination.link t on t.organization_id = $1 and t.record_id = s.record_id and t.connection_id = $3`,
    values: [
      organizationId,
      source.connectionId,
      connectionId,
      dependencies.map(({ entity }) => entity),
      dependencies.map(({ sourceId }) => sourceId),
      source.accountId ?? '',
    ],
  })
  return new Map(rows.map(({ source_id, external_id }) => [source_id, external_id]))
}
