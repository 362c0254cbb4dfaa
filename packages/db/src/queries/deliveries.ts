import type { ProviderName } from '@syncline/domain/connection'
import {
  countCap,
  type DeliveryCounts,
  type DeliveryFilter,
  type DeliveryListInput,
  type DeliveryRow,
  type RefusedFilter,
  type RefusedWebhook,
} from '@syncline/domain/view'
import { type DeliveryStatus, deliveryStatuses } from '@syncline/domain/webhook'
import { type Selectable, sql } from 'kysely'
import type pg from 'pg'
import type { ReadDelivery } from '../generated/schema.ts'
import { build, run, unionOf } from './builder.ts'
import { connectionsOf, itsConnection, ofEach, type Placed } from './venue.ts'

type StatusRow = Selectable<ReadDelivery> & { connection_name: string | null }

export interface DeliveryReader {
  readonly tx: pg.ClientBase
  readonly organizationId: string
}

/** Statuses to ask for one by one; null asks for all at once, which only a list without types has an index for. */
function statusesOf({ statuses, eventType }: Placed<DeliveryFilter>): readonly (DeliveryStatus | null)[] {
  const all = !statuses || statuses.length === 0 || statuses.length === deliveryStatuses.length
  if (!all) return [...new Set(statuses)]
  return eventType === undefined ? [null] : deliveryStatuses
}

/** Connections to go through one by one; null for all at once. An id is had by few, whosever they are. */
const eachOf = ({ connectionIds, eventId }: Placed<DeliveryFilter>) =>
  eventId ? null : (connectionIds ?? null)

/**
 * Webhooks of one status (or of all), in the list's order. Every combination ends in an index whose last column is that
 * order, so a page costs the same wherever it lies and however little matches.
 */
function matching(organizationId: string, filter: Placed<DeliveryFilter>, status: DeliveryStatus | null) {
  let query = build.selectFrom('read.delivery as d').where('d.organization_id', '=', organizationId)
  if (status !== null) query = query.where('d.status', '=', status)
  if (filter.connectionId) query = query.where('d.connection_id', '=', filter.connectionId)
  if (filter.connectionIds)
    query = eachOf(filter)
      ? query.where('d.connection_id', '=', itsConnection)
      : query.where(sql<boolean>`d.connection_id = any (${filter.connectionIds}::uuid[])`)
  if (filter.eventType) query = query.where('d.event_type', '=', filter.eventType)
  // An id names one webhook, or a few of several connections: whatever else is asked for is looked at there.
  if (filter.eventId) query = query.where('d.provider_event_id', '=', filter.eventId)
  // Times of arrival rise with positions, so a time becomes a position by one index probe.
  if (filter.from) query = query.where('d.received_position', '>=', atOrAfter(organizationId, filter.from))
  if (filter.to) query = query.where('d.received_position', '<', atOrAfter(organizationId, filter.to))
  return query
}

/** The first position received at or after a time, also of several at that time; past everything when there is none. */
function atOrAfter(organizationId: string, time: string) {
  // The select around it makes one value of it: row security keeps what it can't see through out of the index.
  return sql<number>`(select coalesce((
    select t.received_position from read.delivery t
    where t.organization_id = ${organizationId} and t.received_at >= ${time}::timestamptz
    order by t.received_at, t.received_position limit 1), 9223372036854775807))`
}

/** One page of webhooks by keyset, newest first. */
export async function listDeliveries(
  { tx, organizationId }: DeliveryReader,
  {
    filter,
    cursor,
    limit,
  }: Pick<DeliveryListInput, 'cursor' | 'limit'> & { readonly filter: Placed<DeliveryFilter> },
) {
  const newer = cursor?.go === 'newer'
  const order = newer ? 'asc' : 'desc'
  // One more than asked for tells whether there is a page beyond.
  const parts = statusesOf(filter).map((status) => {
    let part = matching(organizationId, filter, status).selectAll('d')
    if (cursor) part = part.where('d.received_position', newer ? '>' : '<', cursor.position)
    return ofEach(eachOf(filter), part.orderBy('d.received_position', order).limit(limit + 1))
  })
  const page = build
    .selectFrom(unionOf<Selectable<ReadDelivery>>(parts))
    .leftJoin('read.connection as c', (join) =>
      join
        .onRef('c.organization_id', '=', 'u.organization_id')
        .onRef('c.connection_id', '=', 'u.connection_id'),
    )
    .selectAll('u')
    .select('c.name as connection_name')
    .orderBy('u.received_position', order)
    .limit(limit + 1)
  const found = (await run(tx, page)) as StatusRow[]
  const beyond = found.length > limit
  const rows = found.slice(0, limit).map(toDeliveryRow)
  if (newer) rows.reverse()
  return { rows, hasOlder: newer ? true : beyond, hasNewer: newer ? beyond : cursor !== undefined }
}

/** Counts by status, each at most `countCap`: a list never pays for counting millions. */
export async function countDeliveries(
  { tx, organizationId }: DeliveryReader,
  filter: Placed<DeliveryFilter>,
): Promise<Omit<DeliveryCounts, 'position'>> {
  const { statuses, ...rest } = filter
  const wanted: readonly DeliveryStatus[] = statuses && statuses.length > 0 ? statuses : deliveryStatuses
  const parts = deliveryStatuses.map((status) =>
    ofEach(
      eachOf(filter),
      matching(organizationId, rest, status)
        .select(sql<DeliveryStatus>`${status}`.as('status'))
        .limit(countCap),
      countCap,
    ),
  )
  const counted = await run(
    tx,
    build
      .selectFrom(unionOf<{ status: DeliveryStatus }>(parts))
      .select(['u.status', sql<number>`count(*)`.as('n')])
      .groupBy('u.status'),
  )
  const byStatus = Object.fromEntries(deliveryStatuses.map((status) => [status, 0])) as Record<
    DeliveryStatus,
    number
  >
  for (const row of counted) byStatus[row.status] = Number(row.n)
  const total = wanted.reduce((sum, status) => sum + byStatus[status], 0)
  return { byStatus, total: Math.min(countCap, total) }
}

interface WantedDeliveries {
  readonly filter: Placed<DeliveryFilter>
  /** Those received before this place in the log. */
  readonly before: number
  readonly limit: number
}

function matchingDeliveries(organizationId: string, { filter, before, limit }: WantedDeliveries) {
  return unionOf<{ delivery_id: string; received_position: number }>(
    statusesOf(filter).map((status) =>
      ofEach(
        eachOf(filter),
        matching(organizationId, filter, status)
          .select(['d.delivery_id', 'd.received_position'])
          .where('d.received_position', '<', before)
          .orderBy('d.received_position', 'desc')
          .limit(limit),
      ),
    ),
  )
}

/** How many webhooks match, counted no further than the limit. */
export async function countMatchingDeliveries(
  { tx, organizationId }: DeliveryReader,
  wanted: WantedDeliveries,
): Promise<number> {
  const limited = build
    .selectFrom(matchingDeliveries(organizationId, wanted))
    .select('u.delivery_id')
    .limit(wanted.limit)
  const rows = await run(tx, build.selectFrom(limited.as('m')).select(sql<number>`count(*)`.as('n')))
  return Number(rows[0]?.n ?? 0)
}

/** The next of the webhooks that match, newest first. */
export async function nextDeliveries(
  { tx, organizationId }: DeliveryReader,
  wanted: WantedDeliveries,
): Promise<readonly { readonly deliveryId: string; readonly receivedPosition: number }[]> {
  const rows = await run(
    tx,
    build
      .selectFrom(matchingDeliveries(organizationId, wanted))
      .select(['u.delivery_id', 'u.received_position'])
      .orderBy('u.received_position', 'desc')
      .limit(wanted.limit),
  )
  return rows.map((row) => ({ deliveryId: row.delivery_id, receivedPosition: row.received_position }))
}

/** One webhook's row, or null when there is none in this organization. */
export async function findDelivery(
  { tx, organizationId }: DeliveryReader,
  deliveryId: string,
): Promise<{
  row: DeliveryRow
  syncIds: readonly string[]
  payloadId: string
  correlationId: string
} | null> {
  const query = build
    .selectFrom('read.delivery as d')
    .leftJoin('read.connection as c', (join) =>
      join
        .onRef('c.organization_id', '=', 'd.organization_id')
        .onRef('c.connection_id', '=', 'd.connection_id'),
    )
    .selectAll('d')
    .select('c.name as connection_name')
    .where('d.organization_id', '=', organizationId)
    .where('d.delivery_id', '=', deliveryId)
  const [found] = (await run(tx, query)) as StatusRow[]
  return found
    ? {
        row: toDeliveryRow(found),
        syncIds: found.sync_ids,
        payloadId: found.payload_id,
        correlationId: found.correlation_id,
      }
    : null
}

const maxRefused = 100

/** The newest webhooks that were refused at the door, at some connections or at all. */
export async function listRefused(
  { tx, organizationId }: DeliveryReader,
  filter: Placed<RefusedFilter>,
): Promise<readonly RefusedWebhook[]> {
  const { rows } = await tx.query<{
    connection_id: string
    name: string
    refused_at: Date
    reason: string
    size_bytes: number
  }>(
    `select r.connection_id, c.name, r.refused_at, r.reason, r.size_bytes
     from read.connection c cross join lateral (
       select * from coordination.refused_webhook w
       where w.organization_id = c.organization_id and w.connection_id = c.connection_id
       order by w.id desc limit ${maxRefused}) r
     where c.organization_id = $1 and ($2::uuid[] is null or c.connection_id = any ($2))
     order by r.id desc limit ${maxRefused}`,
    [organizationId, connectionsOf(filter)],
  )
  return rows.map((row) => ({
    connectionId: row.connection_id,
    connectionName: row.name,
    refusedAt: row.refused_at.toISOString(),
    reason: row.reason,
    sizeBytes: row.size_bytes,
  }))
}

function toDeliveryRow(row: StatusRow): DeliveryRow {
  return {
    deliveryId: row.delivery_id,
    status: row.status as DeliveryStatus,
    reason: row.reason as DeliveryRow['reason'],
    provider: row.provider as ProviderName,
    connectionId: row.connection_id,
    connectionName: row.connection_name ?? row.provider,
    eventType: row.event_type,
    providerEventId: row.provider_event_id,
    sizeBytes: row.size_bytes,
    syncs: row.sync_ids.length,
    replays: row.replays,
    receivedAt: row.received_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
    receivedPosition: row.received_position,
    lastPosition: row.last_position,
  }
}
