import {
  type Actor,
  catalogue,
  definitionOf,
  type RecordedEvent,
  type StreamNoun,
  streamId,
  streamNouns,
} from '@syncline/domain/event'
import {
  type EventCauses,
  type EventDetail,
  type EventFilter,
  type EventListInput,
  type EventRow,
  maxCauses,
} from '@syncline/domain/view'
import type pg from 'pg'
import { readEvent, readEvents } from '../log/read.ts'
import { findCounted } from './counted-events.ts'
import { shownData } from './shown-data.ts'
import type { NamesOf } from './syncs.ts'
import type { Placed } from './venue.ts'

export interface EventReader {
  readonly tx: pg.ClientBase
  readonly organizationId: string
  readonly namesOf: NamesOf
}

const everyType = Object.keys(catalogue)
const end = Number.MAX_SAFE_INTEGER

/** One page of events by keyset, newest first. */
export async function listEvents(
  reader: EventReader,
  {
    filter,
    cursor,
    limit,
  }: Pick<EventListInput, 'cursor' | 'limit'> & { readonly filter: Placed<EventFilter> },
): Promise<{ rows: readonly EventRow[]; hasOlder: boolean; hasNewer: boolean }> {
  const { tx, organizationId } = reader
  const newer = cursor?.go === 'newer'
  const range = await rangeOf(tx, filter)
  const found = await findPositions(tx, filter, {
    organizationId,
    low: newer ? Math.max(range.low, cursor.position + 1) : range.low,
    high: cursor && !newer ? Math.min(range.high, cursor.position) : range.high,
    order: newer ? 'asc' : 'desc',
    // One more than asked for tells whether there is a page beyond.
    limit: limit + 1,
  })
  const beyond = found.length > limit
  const events = await readEvents(tx, organizationId, found.slice(0, limit))
  const rows = await toEventRows(
    reader,
    events.sort((one, other) => other.position - one.position),
  )
  return { rows, hasOlder: newer ? true : beyond, hasNewer: newer ? beyond : cursor !== undefined }
}

/** Recorded times rise with positions, so a time becomes a position by a few probes. */
async function rangeOf(
  tx: pg.ClientBase,
  { from, to }: Placed<EventFilter>,
): Promise<{ low: number; high: number }> {
  if (from === undefined && to === undefined) return { low: 0, high: end }
  const { rows } = await tx.query<{ low: number; high: number }>(
    `select case when $1::timestamptz is null then 0 else least(log.position_at($1), ${end}) end as low,
       case when $2::timestamptz is null then ${end} else least(log.position_at($2), ${end}) end as high`,
    [from ?? null, to ?? null],
  )
  return rows[0] ?? { low: 0, high: end }
}

interface Search {
  readonly organizationId: string
  readonly low: number
  readonly high: number
  readonly order: 'asc' | 'desc'
  readonly limit: number
}

/** As entries have it. */
const codeOf = "case when x.type = 'SyncFailed' then x.data ->> 'code' end"

async function findPositions(
  tx: pg.ClientBase,
  { counted, ...filter }: Placed<EventFilter>,
  search: Search,
): Promise<readonly number[]> {
  if (counted !== undefined) return findCounted(tx, { ...filter, counted }, search)
  const { text, values } = searchFor(filter, search)
  const { rows } = await tx.query<{ position: number }>(text, values)
  return rows.map(({ position }) => position)
}

/** Positions that match. Each way ends in an index of its own, so a page costs the same however little matches. */
function searchFor(filter: Placed<EventFilter>, search: Search): { text: string; values: unknown[] } {
  const { organizationId, low, high, order, limit } = search
  const types = typesOf(filter)
  const { stream, correlationId, actor, codes } = filter
  const values: unknown[] = [organizationId, low, high, limit]
  const given = (value: unknown) => `$${values.push(value)}`
  const within = 'x.organization_id = $1 and x.position >= $2 and x.position < $3'
  const last = `order by x.position ${order} limit $4`
  // A thing's own events are few, and so mostly are those of one correlation: the rest is looked at there.
  if (stream !== undefined || correlationId !== undefined) {
    const place =
      stream === undefined
        ? `read.event_entry x where ${within}`
        : `log.event x where ${within} and x.stream = ${given(stream)}`
    const rest = [
      ...(correlationId === undefined ? [] : [`x.correlation_id = ${given(correlationId)}`]),
      ...(actor === undefined ? [] : [`x.actor = ${given(actor)}`]),
      ...(types === null ? [] : [`x.type = any (${given(types)})`]),
      ...(codes === undefined ? [] : [`${stream === undefined ? 'x.code' : codeOf} = any (${given(codes)})`]),
    ]
    return { text: `select x.position from ${[place, ...rest].join(' and ')} ${last}`, values }
  }
  // Code by code likewise; only tries that failed have one.
  if (codes !== undefined)
    return {
      text: `select x.position from unnest(${given(types?.includes('SyncFailed') === false ? [] : codes)}::text[]) c (code) cross join lateral (
          select x.position from read.event_entry x
          where ${within} and x.code = c.code${actor === undefined ? '' : ` and x.actor = ${given(actor)}`} ${last}) x
        ${last}`,
      values,
    }
  if (types === null && actor === undefined)
    return { text: `select x.position from read.event_entry x where ${within} ${last}`, values }
  // Type by type, each in the list's order.
  return {
    text: `select x.position from unnest(${given(types ?? everyType)}::text[]) t (type) cross join lateral (
        select x.position from read.event_entry x
        where ${within} and x.type = t.type${actor === undefined ? '' : ` and x.actor = ${given(actor)}`} ${last}) x
      ${last}`,
    values,
  }
}

/** The types that nouns and types leave; null for all of them. */
function typesOf({ nouns, types }: Placed<EventFilter>): readonly string[] | null {
  const ofNouns =
    nouns && nouns.length > 0 && nouns.length < streamNouns.length
      ? everyType.filter((type) => nouns.includes(definitionOf(type)?.stream as StreamNoun))
      : null
  if (!types || types.length === 0) return ofNouns
  const asked = [...new Set(types)]
  return ofNouns === null ? asked : asked.filter((type) => ofNouns.includes(type))
}

/** One event with what it says; null when there is none here. */
export async function findEvent(reader: EventReader, position: number): Promise<EventDetail | null> {
  const event = await readEvent(reader.tx, reader.organizationId, position)
  if (!event) return null
  const [row] = await toEventRows(reader, [event])
  return {
    row: row as EventRow,
    schemaVersion: event.schemaVersion,
    data: shownData(event.data as Record<string, unknown>),
    metadata: shownData(event.metadata),
  }
}

/**
 * What led to what within a correlation, oldest first: each event after the one that it names as its cause, else after
 * the one before it in its own stream.
 */
export async function readCauses(reader: EventReader, correlationId: string): Promise<EventCauses> {
  const { tx, organizationId } = reader
  const found = await findPositions(
    tx,
    { correlationId },
    { organizationId, low: 0, high: end, order: 'asc', limit: maxCauses + 1 },
  )
  const events = await readEvents(tx, organizationId, found.slice(0, maxCauses))
  const rows = await toEventRows(
    reader,
    events.sort((one, other) => one.position - other.position),
  )
  return { correlationId, events: withParents(rows), more: found.length > maxCauses }
}

function withParents(rows: readonly EventRow[]): EventCauses['events'] {
  const there = new Set(rows.map(({ position }) => position))
  const newest = new Map<string, number>()
  return rows.map((row) => {
    const named = row.causationPosition
    const parent = named !== null && there.has(named) ? named : (newest.get(row.stream) ?? null)
    newest.set(row.stream, row.position)
    return { ...row, parent }
  })
}

async function toEventRows(
  { namesOf }: EventReader,
  events: readonly RecordedEvent[],
): Promise<readonly EventRow[]> {
  const names = await namesOf([...new Set(events.map((event) => event.actor))])
  return events.map((event) => toEventRow(event, names))
}

function toEventRow(event: RecordedEvent, names: ReadonlyMap<Actor, string>): EventRow {
  return {
    position: event.position,
    type: event.type,
    sentence: definitionOf(event.type)?.sentence ?? '',
    stream: event.stream,
    version: event.version,
    subject: {
      noun: event.stream.slice(0, event.stream.indexOf('-')) as StreamNoun,
      id: streamId(event.stream),
    },
    by: { actor: event.actor, name: names.get(event.actor) ?? null },
    correlationId: event.correlationId,
    causationPosition: event.causationPosition,
    occurredAt: event.occurredAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
  }
}
