import type { CountedKind } from '@syncline/domain/view'
import type pg from 'pg'
import { allConnections } from './metrics.ts'
import { connectionsOf, type Placed } from './venue.ts'

export interface CountedFilter {
  readonly counted: CountedKind
  readonly codes?: readonly string[] | undefined
  readonly venue?: string | undefined
  readonly connectionId?: string | undefined
  readonly entity?: string | undefined
}

interface Range {
  readonly organizationId: string
  /** From this position on, and before `high`. */
  readonly low: number
  readonly high: number
  readonly order: 'asc' | 'desc'
  readonly limit: number
}

interface Counted {
  readonly types: readonly string[]
  /** Whether a row of the metrics, `m`, has any. */
  readonly any: string
  /** Whether an event, `e`, is one; the rule of `read.project_metric_minute`. */
  readonly is: string
}

const beside = (offset: '+ 1' | '- 1', types: string) => `exists (
  select from log.event f where f.position = e.position ${offset} and f.organization_id = e.organization_id
    and f.stream = e.stream and f.type in (${types}))`
const goesOn = beside('+ 1', "'SyncRetryScheduled', 'SyncConflictFound', 'SyncSuperseded'")
const finished = `case e.type when 'SyncFailed' then not ${goesOn}
  when 'EffectLookedUp' then e.data ->> 'answer' = 'present' else true end`
const retried = `case e.type when 'SyncRetryScheduled' then ${beside('- 1', "'SyncFailed'")} else true end`

const countedAs: Record<CountedKind, Counted> = {
  outcomes: {
    types: [
      'SyncSucceeded',
      'EffectLookedUp',
      'SyncFailed',
      'SyncSkipped',
      'SyncSuperseded',
      'SyncCancelled',
      'SyncRetryScheduled',
    ],
    any: 'm.synced > 0 or m.failed > 0 or m.skipped > 0 or m.cancelled > 0 or m.retries > 0',
    is: `${finished} and ${retried}`,
  },
  finished: {
    types: ['SyncSucceeded', 'EffectLookedUp', 'SyncFailed'],
    any: 'm.synced > 0 or m.failed > 0',
    is: finished,
  },
  tries: {
    types: ['SyncSucceeded', 'SyncFailed'],
    any: 'm.tries > 0',
    is: "e.data #>> '{attempt,durationMs}' is not null",
  },
  failures: { types: ['SyncFailed'], any: "m.errors <> '{}'", is: 'true' },
  retries: { types: ['SyncRetryScheduled'], any: 'm.retries > 0', is: retried },
}

/** Hours that are looked at in one go: those of four hundred days, as far back as metrics are read. */
const maxHours = 400 * 24

/**
 * Positions of the events that a number of the overview counts, in order. Entries know no connection, yet the metrics know
 * in which hours and minutes there are any of its events: only those minutes of the log are read, so that a page costs
 * its own minutes whatever else there is.
 */
export async function findCounted(
  tx: pg.ClientBase,
  filter: Placed<CountedFilter>,
  { organizationId, low, high, order, limit }: Range,
): Promise<readonly number[]> {
  const { types, any, is } = countedAs[filter.counted]
  const { codes = null, entity = null } = filter
  const connections = connectionsOf(filter)
  const some = `(${any}) and ($1::text[] is null or m.errors ?| $1)`
  const hours = await tx.query<{ at: Date }>(
    `with edge as (
       (select x.position from read.event_entry x
        where x.organization_id = $2 and x.position >= $5 and x.position < $6 order by x.position limit 1)
       union all
       (select x.position from read.event_entry x
        where x.organization_id = $2 and x.position >= $5 and x.position < $6 order by x.position desc limit 1)),
     time as materialized (
       select date_bin('1 hour', min(e.recorded_at), timestamptz '2000-01-01 00:00Z') as first, max(e.recorded_at) as last
       from edge join log.event e on e.position = edge.position and e.organization_id = $2)
     select distinct m.at from read.metric_rollup m
     where m.organization_id = $2 and m.span = 'hour' and m.connection_id = any ($3::uuid[]) and m.entity = $4
       and m.at >= (select first from time) and m.at <= (select last from time) and ${some}
     order by m.at ${order} limit ${maxHours}`,
    [codes, organizationId, connections ?? [allConnections], entity ?? '', low, high],
  )
  const found: number[] = []
  for (const { at } of hours.rows) {
    const { rows } = await tx.query<{ position: number }>(
      `select x.position
       from (
         select distinct m.minute from read.metric_minute m
         where m.organization_id = $2 and m.minute >= $5 and m.minute < $5 + interval '1 hour'
           and ($3::uuid[] is null or m.connection_id = any ($3)) and ($4::text is null or m.entity = $4) and ${some}) t
       cross join lateral (select greatest($6, log.position_at(t.minute)) as low,
         least($7, log.position_at(t.minute + interval '1 minute')) as high) p
       cross join lateral unnest($8::text[]) k (type)
       cross join lateral (
         select x.position from read.event_entry x
         join log.event e on e.position = x.position and e.organization_id = x.organization_id
         where x.organization_id = $2 and x.type = k.type and x.position >= p.low and x.position < p.high
           and ($1 is null or x.code = any ($1)) and ${is} and ${ofSync(connections !== null || entity !== null)}
         order by x.position ${order} limit $9) x
       order by x.position ${order} limit $9`,
      [codes, organizationId, connections, entity, at, low, high, types, limit - found.length],
    )
    found.push(...rows.map(({ position }) => position))
    if (found.length >= limit) break
  }
  return found
}

/** Whether the event's sync goes to one of the connections and is of the kind of record. */
const ofSync = (asked: boolean) =>
  asked
    ? `exists (
        select from read.sync_status s
        where s.organization_id = $2 and s.sync_id = case when e.stream like 'sync-%' then substr(e.stream, 6)::uuid end
          and ($3 is null or s.connection_id = any ($3)) and ($4 is null or s.entity = $4))`
    : 'true'
