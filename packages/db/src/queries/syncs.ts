import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { Actor } from '@syncline/domain/event'
import type { Amount } from '@syncline/domain/money'
import { type SyncFace, type SyncStatus, syncFaces } from '@syncline/domain/sync'
import {
  countCap,
  type SyncCounts,
  type SyncFilter,
  type SyncListInput,
  type SyncRow,
} from '@syncline/domain/view'
import { type Selectable, sql } from 'kysely'
import type pg from 'pg'
import { ErasedError, labelPlace, type OrganizationKeys, type RecordKeys } from '../custody/index.ts'
import type { ReadSyncStatus } from '../generated/schema.ts'
import { build, run, unionOf } from './builder.ts'
import { eachOf, facesOf, matching } from './sync-filter.ts'
import { ofEach, type Placed } from './venue.ts'

type StatusRow = Selectable<ReadSyncStatus> & { connection_name: string | null }

/** Names of people for their ids; the caller knows where they are kept. */
export type NamesOf = (actors: readonly Actor[]) => Promise<ReadonlyMap<Actor, string>>

export interface SyncReader {
  readonly tx: pg.ClientBase
  readonly organizationId: string
  readonly keys: OrganizationKeys
  readonly namesOf: NamesOf
}

/** How far a table has been folded. */
export async function foldedPosition(
  tx: pg.ClientBase,
  projection: 'sync_status' | 'delivery' | 'event_entry' | 'reconciliation',
): Promise<number> {
  const rows = await run(
    tx,
    build
      .selectFrom('coordination.consumer')
      .select('position')
      .where('name', '=', projection)
      .where('shard', '=', 0),
  )
  return rows[0]?.position ?? 0
}

/** One page of syncs by keyset, newest request first. */
export async function listSyncs(
  reader: SyncReader,
  input: Pick<SyncListInput, 'cursor' | 'limit'> & { readonly filter: Placed<SyncFilter> },
) {
  const { tx, organizationId } = reader
  const { filter, cursor, limit } = input
  const newer = cursor?.go === 'newer'
  // One more than asked for tells whether there is a page beyond.
  const parts = facesOf(filter).map((face) => {
    let part = matching(organizationId, filter, face).selectAll('s')
    if (cursor) part = part.where('s.requested_position', newer ? '>' : '<', cursor.position)
    return ofEach(
      eachOf(filter),
      part.orderBy('s.requested_position', newer ? 'asc' : 'desc').limit(limit + 1),
    )
  })
  const page = build
    .selectFrom(unionOf<Selectable<ReadSyncStatus>>(parts))
    .leftJoin('read.connection as c', (join) =>
      join
        .onRef('c.organization_id', '=', 'u.organization_id')
        .onRef('c.connection_id', '=', 'u.connection_id'),
    )
    .selectAll('u')
    .select('c.name as connection_name')
    .orderBy('u.requested_position', newer ? 'asc' : 'desc')
    .limit(limit + 1)
  const found = (await run(tx, page)) as StatusRow[]
  const beyond = found.length > limit
  const rows = found.slice(0, limit)
  if (newer) rows.reverse()
  return {
    rows: await toSyncRows(reader, rows),
    hasOlder: newer ? true : beyond,
    hasNewer: newer ? beyond : cursor !== undefined,
  }
}

/** Counts by face, each at most `countCap`: a list never pays for counting millions. */
export async function countSyncs(
  tx: pg.ClientBase,
  organizationId: string,
  filter: Placed<SyncFilter>,
): Promise<Omit<SyncCounts, 'position'>> {
  const wanted: readonly SyncFace[] = filter.faces && filter.faces.length > 0 ? filter.faces : syncFaces
  const parts = syncFaces.map((face) =>
    ofEach(
      eachOf(filter),
      matching(organizationId, filter, face).select(sql<SyncFace>`${face}`.as('face')).limit(countCap),
      countCap,
    ),
  )
  const counted = await run(
    tx,
    build
      .selectFrom(unionOf<{ face: SyncFace }>(parts))
      .select(['u.face', sql<number>`count(*)`.as('n')])
      .groupBy('u.face'),
  )
  const byFace = Object.fromEntries(syncFaces.map((face) => [face, 0])) as Record<SyncFace, number>
  for (const row of counted) byFace[row.face as SyncFace] = Number(row.n)
  const total = Math.min(
    countCap,
    wanted.reduce((sum, face) => sum + byFace[face], 0),
  )
  return { byFace, total }
}

/** Some syncs' rows, those there are, in the order of the ids. */
export async function findSyncs(reader: SyncReader, syncIds: readonly string[]): Promise<readonly SyncRow[]> {
  if (syncIds.length === 0) return []
  const found = (await run(reader.tx, named(reader).where('s.sync_id', 'in', syncIds))) as StatusRow[]
  const rows = new Map((await toSyncRows(reader, found)).map((row) => [row.syncId, row]))
  return syncIds.flatMap((id) => rows.get(id) ?? [])
}

/** One sync's row, or null when there is none in this organization. */
export async function findSync(
  reader: SyncReader,
  syncId: string,
): Promise<{ row: SyncRow; correlationId: string } | null> {
  const query = named(reader).where('s.sync_id', '=', syncId)
  const rows = (await run(reader.tx, query)) as StatusRow[]
  const found = rows[0]
  if (!found) return null
  const [row] = await toSyncRows(reader, [found])
  return { row: row as SyncRow, correlationId: found.correlation_id }
}

/** Syncs with the names of their connections. */
const named = ({ organizationId }: SyncReader) =>
  build
    .selectFrom('read.sync_status as s')
    .leftJoin('read.connection as c', (join) =>
      join
        .onRef('c.organization_id', '=', 's.organization_id')
        .onRef('c.connection_id', '=', 's.connection_id'),
    )
    .selectAll('s')
    .select('c.name as connection_name')
    .where('s.organization_id', '=', organizationId)

/** Other syncs of the same record to the same connection, newest first. */
export async function otherSyncs(tx: pg.ClientBase, organizationId: string, row: SyncRow) {
  const rows = await run(
    tx,
    build
      .selectFrom('read.sync_status as s')
      .select(['s.sync_id', 's.face', 's.requested_at'])
      .where('s.organization_id', '=', organizationId)
      .where('s.connection_id', '=', row.target.connectionId)
      .where('s.entity', '=', row.entity)
      .where('s.source_id', '=', row.source.id)
      .where('s.sync_id', '<>', row.syncId)
      .orderBy('s.requested_position', 'desc')
      .limit(10),
  )
  return rows.map(({ sync_id, face, requested_at }) => ({
    syncId: sync_id,
    face: face as SyncFace,
    requestedAt: requested_at.toISOString(),
  }))
}

async function toSyncRows(reader: SyncReader, rows: readonly StatusRow[]): Promise<SyncRow[]> {
  const settled = rows.flatMap((row) => (row.settled_by ? [row.settled_by as Actor] : []))
  const names = settled.length > 0 ? await reader.namesOf([...new Set(settled)]) : new Map<Actor, string>()
  const { tx, organizationId, keys } = reader
  // A person who was erased a moment ago is shown nowhere any more.
  const records = await keys.forRecords(tx, { sealed: rows.map(({ label }) => label), fresh: true })
  return rows.map((row) => toSyncRow(row, names, openLabel(records, organizationId, row)))
}

/** Whose key was destroyed has no name any more: that is no failure. */
function openLabel(records: RecordKeys, organizationId: string, { sync_id, label }: StatusRow) {
  try {
    const place = labelPlace(organizationId, sync_id)
    return { label: label === null ? null : records.openText(place, label), erased: false }
  } catch (error) {
    if (error instanceof ErasedError) return { label: null, erased: true }
    throw error
  }
}

function toSyncRow(
  row: StatusRow,
  names: ReadonlyMap<Actor, string>,
  named: Pick<SyncRow, 'label' | 'erased'>,
): SyncRow {
  const settledBy = row.settled_by as Actor | null
  return {
    syncId: row.sync_id,
    face: row.face as SyncFace,
    status: row.status as SyncRow['status'],
    hold: row.hold as SyncRow['hold'],
    entity: row.entity as SyncRow['entity'],
    operation: row.operation as SyncRow['operation'],
    direction: row.direction as SyncRow['direction'],
    ...named,
    source: {
      system: row.source_system as ProviderName,
      id: row.source_id,
      connectionId: row.source_connection_id,
    },
    target: {
      provider: row.provider as ProviderName,
      connectionId: row.connection_id,
      connectionName: row.connection_name ?? row.provider,
    },
    amount: amountIn(row),
    externalId: row.external_id,
    tries: row.tries,
    retries: row.retries,
    maxRetries: row.max_retries,
    nextRetryAt: row.next_retry_at?.toISOString() ?? null,
    lastAttemptAt: row.last_attempt_at?.toISOString() ?? null,
    durationMs: row.duration_ms,
    error: row.error_code === null ? null : { code: row.error_code as ErrorCode, detail: row.error_detail },
    certainty: row.certainty as SyncRow['certainty'],
    settled: settledBy && {
      by: { actor: settledBy, name: names.get(settledBy) ?? null },
      reason: row.settled_reason,
    },
    requestedAt: row.requested_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    requestedPosition: row.requested_position,
    lastPosition: row.last_position,
  }
}

const amountIn = ({ amount_minor: minor, amount_currency: currency }: StatusRow): Amount | null =>
  minor === null || currency === null ? null : { minor, currency }

/** The newest sync of a record to a connection, as far as the projection knows. */
export async function newestSync(
  tx: pg.ClientBase,
  organizationId: string,
  record: { readonly connectionId: string; readonly entity: Entity; readonly sourceId: string },
): Promise<{ readonly syncId: string; readonly status: SyncStatus } | null> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.sync_status')
      .select(['sync_id', 'status'])
      .where('organization_id', '=', organizationId)
      .where('connection_id', '=', record.connectionId)
      .where('entity', '=', record.entity)
      .where('source_id', '=', record.sourceId)
      .orderBy('requested_position', 'desc')
      .limit(1),
  )
  const row = rows[0]
  return row ? { syncId: row.sync_id, status: row.status as SyncStatus } : null
}

/** The newest version of an object that was written to a connection, as far as the projection knows. */
export async function newestWritten(
  tx: pg.ClientBase,
  organizationId: string,
  object: {
    readonly connectionId: string
    readonly sourceConnectionId: string
    readonly entity: Entity
    readonly sourceId: string
  },
): Promise<string | null> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.sync_status')
      .select(({ fn }) => fn.max('source_version').as('newest'))
      .where('organization_id', '=', organizationId)
      .where('connection_id', '=', object.connectionId)
      .where('entity', '=', object.entity)
      .where('source_id', '=', object.sourceId)
      .where('source_connection_id', '=', object.sourceConnectionId)
      .where('status', '=', 'synced'),
  )
  return rows[0]?.newest ?? null
}
