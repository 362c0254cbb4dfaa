import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { Actor } from '@syncline/domain/event'
import {
  type Counts,
  type DiscrepancyKind,
  type DiscrepancyState,
  discrepancyStates,
  type FieldDifference,
  type ReconciliationPhase,
  type ReconciliationStatus,
  type Total,
} from '@syncline/domain/reconciliation'
import type {
  DiscrepancyListInput,
  DiscrepancyRow,
  ReconciliationListInput,
  ReconciliationRow,
} from '@syncline/domain/view'
import { type Selectable, sql } from 'kysely'
import type pg from 'pg'
import type { ReadDiscrepancy, ReadReconciliation } from '../generated/schema.ts'
import { build, run } from './builder.ts'
import type { NamesOf } from './syncs.ts'
import type { Placed } from './venue.ts'

export interface ReconciliationReader {
  readonly tx: pg.ClientBase
  readonly organizationId: string
  readonly namesOf: NamesOf
}

const rowsOf = (organizationId: string) =>
  build
    .selectFrom('read.reconciliation as r')
    .leftJoin('read.connection as c', (join) =>
      join
        .onRef('c.organization_id', '=', 'r.organization_id')
        .onRef('c.connection_id', '=', 'r.connection_id'),
    )
    .selectAll('r')
    .select('c.name as connection_name')
    .where('r.organization_id', '=', organizationId)
    .orderBy('r.started_position', 'desc')

/** One page by keyset, newest first. */
export async function listReconciliations(
  { tx, organizationId, namesOf }: ReconciliationReader,
  {
    filter,
    cursor,
    limit,
  }: Pick<ReconciliationListInput, 'cursor' | 'limit'> & {
    readonly filter: Placed<ReconciliationListInput['filter']>
  },
): Promise<{ rows: ReconciliationRow[]; hasOlder: boolean }> {
  let query = rowsOf(organizationId).limit(limit + 1)
  if (filter.connectionId) query = query.where('r.connection_id', '=', filter.connectionId)
  if (filter.connectionIds)
    query = query.where(sql<boolean>`r.connection_id = any (${filter.connectionIds}::uuid[])`)
  if (filter.entity) query = query.where('r.entity', '=', filter.entity)
  if (cursor) query = query.where('r.started_position', '<', cursor.position)
  const found = await run(tx, query)
  const rows = found.slice(0, limit)
  const names = await namesOf([...new Set(rows.map(({ actor }) => actor as Actor))])
  return { rows: rows.map((row) => toRow(row, names)), hasOlder: found.length > limit }
}

/** Null when there is none in this organization. */
export async function findReconciliation(
  { tx, organizationId, namesOf }: ReconciliationReader,
  reconciliationId: string,
): Promise<ReconciliationRow | null> {
  const [row] = await run(
    tx,
    rowsOf(organizationId).where('r.reconciliation_id', '=', reconciliationId).limit(1),
  )
  return row ? toRow(row, await namesOf([row.actor as Actor])) : null
}

type Row = Selectable<ReadReconciliation> & { connection_name: string | null }

const toRow = (row: Row, names: ReadonlyMap<Actor, string>): ReconciliationRow => ({
  reconciliationId: row.reconciliation_id,
  connectionId: row.connection_id,
  connectionName: row.connection_name,
  provider: row.provider as ProviderName,
  entity: row.entity as Entity,
  number: row.number,
  from: row.range_from.toISOString(),
  to: row.range_to.toISOString(),
  status: row.status as ReconciliationStatus,
  errorCode: row.error_code as ErrorCode | null,
  phase: row.phase as ReconciliationPhase,
  counts: row.counts as unknown as Counts,
  totals: row.totals as unknown as readonly Total[],
  listed: row.listed,
  by: { actor: row.actor as Actor, name: names.get(row.actor as Actor) ?? null },
  startedAt: row.started_at.toISOString(),
  startedPosition: row.started_position,
  endedAt: row.ended_at?.toISOString() ?? null,
})

/** How many of the listed discrepancies are in which state: there are ten thousand at most. */
export async function countDiscrepancies(
  { tx, organizationId }: Pick<ReconciliationReader, 'tx' | 'organizationId'>,
  reconciliationId: string,
): Promise<Readonly<Record<DiscrepancyState, number>>> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.discrepancy')
      .select(['state', ({ fn }) => fn.countAll<number>().as('n')])
      .where('organization_id', '=', organizationId)
      .where('reconciliation_id', '=', reconciliationId)
      .groupBy('state'),
  )
  const counted = new Map(rows.map(({ state, n }) => [state, Number(n)]))
  return Object.fromEntries(discrepancyStates.map((state) => [state, counted.get(state) ?? 0])) as Record<
    DiscrepancyState,
    number
  >
}

const discrepanciesOf = (organizationId: string, reconciliationId: string) =>
  build
    .selectFrom('read.discrepancy as d')
    .leftJoin('read.connection as c', (join) =>
      join
        .onRef('c.organization_id', '=', 'd.organization_id')
        .onRef('c.connection_id', '=', 'd.source_connection_id'),
    )
    .selectAll('d')
    .select('c.name as connection_name')
    .where('d.organization_id', '=', organizationId)
    .where('d.reconciliation_id', '=', reconciliationId)
    .orderBy('d.number')

/** One page by keyset, in the order they were found. */
export async function listDiscrepancies(
  { tx, organizationId, namesOf }: ReconciliationReader,
  { reconciliationId, filter, cursor, limit }: Omit<DiscrepancyListInput, 'atLeast'>,
): Promise<{ rows: DiscrepancyRow[]; hasMore: boolean }> {
  let query = discrepanciesOf(organizationId, reconciliationId).limit(limit + 1)
  if (filter.kind) query = query.where('d.kind', '=', filter.kind)
  if (filter.state) query = query.where('d.state', '=', filter.state)
  if (cursor) query = query.where('d.number', '>', cursor.number)
  const found = await run(tx, query)
  const rows = found.slice(0, limit)
  const names = await namesOf([...new Set(rows.flatMap(({ resolved_by: by }) => (by ? [by as Actor] : [])))])
  return { rows: rows.map((row) => toDiscrepancy(row, names)), hasMore: found.length > limit }
}

/** Some discrepancies by their numbers; those that are not there are left out. */
export async function findDiscrepancies(
  { tx, organizationId }: Pick<ReconciliationReader, 'tx' | 'organizationId'>,
  reconciliationId: string,
  numbers: readonly number[],
): Promise<readonly DiscrepancyRow[]> {
  const query = discrepanciesOf(organizationId, reconciliationId).where('d.number', 'in', numbers)
  return (await run(tx, query)).map((row) => toDiscrepancy(row, new Map()))
}

/** Forgets that a record is an object there: it is gone, and another one is to be made. */
export async function forgetLink(
  { tx, organizationId }: Pick<ReconciliationReader, 'tx' | 'organizationId'>,
  link: { readonly connectionId: string; readonly entity: Entity; readonly externalId: string },
): Promise<void> {
  await tx.query(
    `delete from coordination.link
     where organization_id = $1 and connection_id = $2 and account_id = '' and entity = $3 and external_id = $4`,
    [organizationId, link.connectionId, link.entity, link.externalId],
  )
}

type FoundRow = Selectable<ReadDiscrepancy> & { connection_name: string | null }

function toDiscrepancy(row: FoundRow, names: ReadonlyMap<Actor, string>): DiscrepancyRow {
  const by = row.resolved_by as Actor | null
  return {
    number: row.number,
    kind: row.kind as DiscrepancyKind,
    state: row.state as DiscrepancyState,
    source:
      row.source_connection_id === null || row.source_id === null
        ? null
        : {
            connectionId: row.source_connection_id,
            connectionName: row.connection_name,
            id: row.source_id,
          },
    externalId: row.external_id,
    syncId: row.sync_id,
    ours: row.ours as unknown as DiscrepancyRow['ours'],
    theirs: row.theirs as unknown as DiscrepancyRow['theirs'],
    fields: row.fields as unknown as readonly FieldDifference[],
    resolved: by && {
      by: { actor: by, name: names.get(by) ?? null },
      at: row.resolved_at?.toISOString() ?? '',
      reason: row.reason,
      syncId: row.repair_sync_id,
    },
  }
}
