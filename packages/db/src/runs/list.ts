import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { Actor } from '@syncline/domain/event'
import { type RunKind, type RunStatus, runStatuses } from '@syncline/domain/run'
import { countCap, type RunFilter, type RunHold, type RunListInput, type RunRow } from '@syncline/domain/view'
import { type Selectable, sql } from 'kysely'
import type pg from 'pg'
import type { ReadRun } from '../generated/schema.ts'
import { build, run, unionOf } from '../queries/builder.ts'
import { itsConnection, ofEach, type Placed } from '../queries/venue.ts'

export interface RunReader {
  readonly tx: pg.ClientBase
  readonly organizationId: string
}

/** A row without the name of who started it. */
export type UnnamedRun = Omit<RunRow, 'by'> & { readonly actor: Actor }

/** Statuses to ask for one by one; null asks for all at once. */
function statusesOf({ statuses }: Placed<RunFilter>): readonly (RunStatus | null)[] {
  const all = !statuses || statuses.length === 0 || statuses.length === runStatuses.length
  return all ? [null] : [...new Set(statuses)]
}

/** Every combination ends in an index whose last column is the list's order. */
function matching(
  organizationId: string,
  { connectionId, connectionIds }: Placed<RunFilter>,
  status: RunStatus | null,
) {
  let query = build.selectFrom('read.run as r').where('r.organization_id', '=', organizationId)
  if (status !== null) query = query.where('r.status', '=', status)
  if (connectionId) query = query.where('r.connection_id', '=', connectionId)
  if (connectionIds) query = query.where('r.connection_id', '=', itsConnection)
  return query
}

/** With what stands beside a run: its connection, why it waits, and what a run like it read last. */
const withRest = (rows: ReturnType<typeof unionOf<Selectable<ReadRun>>>) =>
  build
    .selectFrom(rows)
    .leftJoin('read.connection as c', (join) =>
      join
        .onRef('c.organization_id', '=', 'u.organization_id')
        .onRef('c.connection_id', '=', 'u.connection_id'),
    )
    .leftJoin('coordination.run as w', (join) =>
      join.onRef('w.organization_id', '=', 'u.organization_id').onRef('w.run_id', '=', 'u.run_id'),
    )
    .selectAll('u')
    .select(['c.name as connection_name', 'w.hold', 'w.due_at'])
    .select(
      sql<number | null>`(select l.read from read.run l where l.organization_id = u.organization_id
        and l.connection_id = u.connection_id and l.entity = u.entity and l.status = 'completed' and l.since is null
        and l.started_position < u.started_position order by l.started_position desc limit 1)`.as(
        'last_read',
      ),
    )
    .orderBy('u.started_position', 'desc')

/** One page of runs by keyset, newest first. */
export async function listRuns(
  { tx, organizationId }: RunReader,
  { filter, cursor, limit }: Omit<RunListInput, 'filter'> & { readonly filter: Placed<RunFilter> },
): Promise<{ readonly rows: readonly UnnamedRun[]; readonly hasOlder: boolean }> {
  // One more than asked for tells whether there is a page beyond.
  const parts = statusesOf(filter).map((status) => {
    let part = matching(organizationId, filter, status).selectAll('r')
    if (cursor) part = part.where('r.started_position', '<', cursor.position)
    return ofEach(filter.connectionIds ?? null, part.orderBy('r.started_position', 'desc').limit(limit + 1))
  })
  const found = await run(tx, withRest(unionOf<Selectable<ReadRun>>(parts)).limit(limit + 1))
  return { rows: found.slice(0, limit).map(toRow), hasOlder: found.length > limit }
}

/** Counts by status, each at most `countCap`. */
export async function countRuns(
  { tx, organizationId }: RunReader,
  filter: Placed<RunFilter>,
): Promise<Readonly<Record<RunStatus, number>>> {
  const parts = runStatuses.map((status) =>
    ofEach(
      filter.connectionIds ?? null,
      matching(organizationId, filter, status).select(sql<RunStatus>`${status}`.as('status')).limit(countCap),
      countCap,
    ),
  )
  const counted = await run(
    tx,
    build
      .selectFrom(unionOf<{ status: RunStatus }>(parts))
      .select(['u.status', sql<number>`count(*)`.as('n')])
      .groupBy('u.status'),
  )
  const counts = new Map(counted.map(({ status, n }) => [status, Number(n)]))
  return Object.fromEntries(runStatuses.map((status) => [status, counts.get(status) ?? 0])) as Record<
    RunStatus,
    number
  >
}

/** What stands beside a run: its connection's name, why it waits, and what a full run like it read last. */
export async function besideRun(
  { tx, organizationId }: RunReader,
  of: { runId: string; connectionId: string; entity: Entity; startedPosition: number },
): Promise<Pick<RunRow, 'lastRead' | 'waiting'> & { readonly connectionName: string | null }> {
  const { rows } = await tx.query<{
    name: string | null
    hold: RunHold | null
    until: Date
    last: number | null
  }>(
    `select c.name, w.hold, w.due_at as until, (select l.read from read.run l
         where l.organization_id = $1 and l.connection_id = $2 and l.entity = $3 and l.status = 'completed'
           and l.since is null and l.started_position < $5 order by l.started_position desc limit 1) as last
     from (select) one
       left join read.connection c on c.organization_id = $1 and c.connection_id = $2
       left join coordination.run w on w.organization_id = $1 and w.run_id = $4`,
    [organizationId, of.connectionId, of.entity, of.runId, of.startedPosition],
  )
  const { name = null, hold = null, until, last = null } = rows[0] ?? {}
  const waiting = hold !== null && until ? { hold, until: until.toISOString() } : null
  return { connectionName: name, waiting, lastRead: last }
}

/** When the newest completed run of these records was started; null where there is none. */
export async function lastCompletedAt(
  { tx, organizationId }: RunReader,
  connectionId: string,
  entity: Entity,
): Promise<Date | null> {
  const rows = await run(
    tx,
    matching(organizationId, { connectionId }, 'completed')
      .select('r.started_at')
      .where('r.entity', '=', entity)
      .orderBy('r.started_position', 'desc')
      .limit(1),
  )
  return rows[0]?.started_at ?? null
}

type FoundRun = Selectable<ReadRun> & {
  connection_name: string | null
  hold: string | null
  due_at: Date | null
  last_read: number | null
}

function toRow(row: FoundRun): UnnamedRun {
  const { hold, due_at: until } = row
  return {
    runId: row.run_id,
    connectionId: row.connection_id,
    connectionName: row.connection_name ?? row.provider,
    provider: row.provider as ProviderName,
    entity: row.entity as Entity,
    kind: row.kind as RunKind,
    since: row.since?.toISOString() ?? null,
    status: row.status as RunStatus,
    waiting:
      row.status === 'running' && hold !== null && until !== null
        ? { hold: hold as RunHold, until: until.toISOString() }
        : null,
    counts: {
      read: row.read,
      changed: row.changed,
      unchanged: row.unchanged,
      leftOut: row.left_out,
      unreadable: row.unreadable,
      asked: row.asked,
    },
    pages: row.pages,
    rests: row.rests,
    lastRead: row.last_read,
    failure: row.error_code === null ? null : { code: row.error_code as ErrorCode, detail: row.error_detail },
    actor: row.started_by as Actor,
    correlationId: row.correlation_id,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    startedPosition: row.started_position,
  }
}
