import { type Actor, type RecordedEvent, upcast } from '@syncline/domain/event'
import type pg from 'pg'

interface EventRow {
  position: number
  organization_id: string
  stream: string
  version: number
  type: string
  schema_version: number
  occurred_at: Date
  recorded_at: Date
  actor: string
  correlation_id: string
  causation_position: number | null
  data: unknown
  metadata: Record<string, unknown>
}

/** Streams are bounded by design; one that is longer than this was filled by a fault. */
const maxStreamLength = 1_000

export function toEvent(row: EventRow): RecordedEvent {
  return upcast({
    position: row.position,
    organizationId: row.organization_id,
    stream: row.stream,
    version: row.version,
    type: row.type,
    schemaVersion: row.schema_version,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    actor: row.actor as Actor,
    correlationId: row.correlation_id,
    causationPosition: row.causation_position,
    data: row.data,
    metadata: row.metadata,
  })
}

/**
 * The whole stream, oldest first. `tx` must be inside `withOrganization`.
 * @throws RangeError when it is longer than `maxStreamLength`
 */
export async function readStream(
  tx: pg.ClientBase,
  organizationId: string,
  stream: string,
): Promise<RecordedEvent[]> {
  const { rows } = await tx.query<EventRow>({
    name: 'read-stream',
    text: 'select * from log.event where organization_id = $1 and stream = $2 order by version limit $3',
    values: [organizationId, stream, maxStreamLength + 1],
  })
  if (rows.length > maxStreamLength) throw new RangeError(`Stream is longer than ${maxStreamLength} events`)
  return rows.map(toEvent)
}

/** The event at a position, if it belongs to the transaction's organization. */
export async function readEvent(
  tx: pg.ClientBase,
  organizationId: string,
  position: number,
): Promise<RecordedEvent | null> {
  const { rows } = await tx.query<EventRow>(
    'select * from log.event where organization_id = $1 and position = $2',
    [organizationId, position],
  )
  return rows[0] ? toEvent(rows[0]) : null
}

/** The events at some positions, in no order; those of other organizations are left out. */
export async function readEvents(
  tx: pg.ClientBase,
  organizationId: string,
  positions: readonly number[],
): Promise<RecordedEvent[]> {
  if (positions.length === 0) return []
  const { rows } = await tx.query<EventRow>({
    name: 'read-events',
    text: 'select * from log.event where organization_id = $1 and position = any ($2::bigint[])',
    values: [organizationId, positions],
  })
  return rows.map(toEvent)
}

/** Some streams whole, each oldest first; those that are not there are left out. */
export async function readStreams(
  tx: pg.ClientBase,
  organizationId: string,
  streams: readonly string[],
): Promise<RecordedEvent[]> {
  const { rows } = await tx.query<EventRow>(
    'select * from log.event where organization_id = $1 and stream = any ($2) order by stream, version',
    [organizationId, streams],
  )
  return rows.map(toEvent)
}

/** The first events of some streams; streams that are not there are left out. */
export async function readBeginnings(
  tx: pg.ClientBase,
  organizationId: string,
  streams: readonly string[],
): Promise<RecordedEvent[]> {
  const { rows } = await tx.query<EventRow>(
    'select * from log.event where organization_id = $1 and stream = any ($2) and version = 1',
    [organizationId, streams],
  )
  return rows.map(toEvent)
}

/** The streams to which something was appended under these keys, by key. */
export async function readKeyed(
  tx: pg.ClientBase,
  organizationId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ key: string; stream: string }>(
    `select i.key, e.stream from log.idempotency i
     join log.event e on e.position = i.position and e.organization_id = i.organization_id
     where i.organization_id = $1 and i.key = any ($2)`,
    [organizationId, keys],
  )
  return new Map(rows.map(({ key, stream }) => [key, stream]))
}

/** Sealed raw bytes of a delivery; null when they expired. */
export async function readPayload(
  tx: pg.ClientBase,
  organizationId: string,
  payloadId: string,
): Promise<Buffer | null> {
  const { rows } = await tx.query<{ sealed: Buffer }>(
    'select sealed from log.payload where organization_id = $1 and payload_id = $2',
    [organizationId, payloadId],
  )
  return rows[0]?.sealed ?? null
}

/**
 * Puts a mark in the place of sealed bytes, for good. `tx` runs as the worker.
 * @param by whose mark it is; the same may come again, and what it marked before counts again
 * @returns how many bear the mark now
 */
export async function destroyPayloads(
  tx: pg.ClientBase,
  payloadIds: readonly string[],
  by: string,
): Promise<number> {
  const { rows } = await tx.query<{ destroyed: number }>('select log.destroy_payloads($1, $2) as destroyed', [
    payloadIds,
    by,
  ])
  return rows[0]?.destroyed ?? 0
}

/**
 * A window of events of all organizations, for reactors.
 * @param after a position, or the name of the consumer whose checkpoint it is
 * @returns events in order; `upto` is how far the caller has read when it has handled them all
 */
export async function readWindow(
  tx: pg.ClientBase,
  after: number | string,
  types: readonly string[],
  most: number,
): Promise<{ events: RecordedEvent[]; after: number; upto: number }> {
  // One statement, one snapshot: no event can come between the tip and what is read up to it.
  const { rows } = await tx.query<EventRow & { after: number; tip: number; position: number | null }>({
    name: typeof after === 'string' ? 'read-window-of' : 'read-window',
    text: `with start as materialized (
        select ${typeof after === 'string' ? checkpointOf : '$1::bigint'} as after),
      reach as materialized (select start.after, log.tip(start.after) as tip from start)
      select reach.after, reach.tip, e.* from reach
        left join lateral log.read_window(reach.after, reach.tip, $2, $3) e on true
      order by e.position`,
    values: [after, types, most],
  })
  const row = rows[0]
  if (!row || row.after === null) throw new Error(`no consumer ${after}`)
  const tip = Math.max(row.tip, row.after)
  const events = rows.filter(({ position }) => position !== null)
  return { events: events.map(toEvent), after: row.after, upto: events.at(most - 1)?.position ?? tip }
}

const checkpointOf = '(select position from coordination.consumer where name = $1 and shard = 0)'

/** Webhooks of all organizations that came so long ago and were put off by a router that did not come back to them. */
export async function readUnrouted(
  client: Pick<pg.Pool, 'query'>,
  untouchedSeconds: number,
  most: number,
): Promise<RecordedEvent[]> {
  const { rows } = await client.query<EventRow>(
    'select * from read.find_unrouted(make_interval(secs => $1), $2)',
    [untouchedSeconds, most],
  )
  return rows.map(toEvent)
}
