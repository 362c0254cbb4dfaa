import { SynclineError } from '@syncline/domain/error'
import type { MetricBucket, MetricStep } from '@syncline/domain/view'
import type pg from 'pg'
import { coverRange, type MetricPiece } from './metric-cover.ts'
import { connectionsOf } from './venue.ts'

export interface MetricQuery {
  /** Whole minutes from here on, and before `to`. */
  readonly from: Date
  readonly to: Date
  /** How long a time each answer stands for; `all` is one answer. */
  readonly step: MetricStep
  /** Where days begin, as an IANA name. */
  readonly timeZone: string
  readonly connectionId?: string | undefined
  /** Any of these; all where neither is told. */
  readonly connectionIds?: readonly string[] | undefined
  readonly entity?: string | undefined
  /** An answer for each connection and entity, instead of one for all. */
  readonly split: boolean
}

/** Where hours and days are of all connections together. */
export const allConnections = '00000000-0000-0000-0000-000000000000'

const maxMetricBuckets = 1_500
const maxDays = 400
/** Connections with their entities, in one answer. */
const maxSplit = 200

export const stepMinutes = {
  minute: 1,
  five_minutes: 5,
  quarter_hour: 15,
  half_hour: 30,
  hour: 60,
  day: 1_440,
} as const

/**
 * Counts of syncs over time, merged from days, hours and minutes. `tx` must be inside `withOrganization`.
 * @throws SynclineError INVALID_INPUT when the times are no range or more than 400 days apart, the zone is unknown, or more
 *   than `maxMetricBuckets` steps are asked for
 */
export async function readMetrics(
  tx: pg.ClientBase,
  organizationId: string,
  query: MetricQuery,
): Promise<MetricBucket[]> {
  checkRange(query)
  const { step, timeZone, entity = null, split } = query
  const pieces = await piecesOf(tx, query)
  const { rows } = await tx.query<MetricRow>({
    name: split ? 'read-metrics-split' : 'read-metrics',
    text: split ? splitStatement : statement,
    values: [
      organizationId,
      query.from,
      step,
      timeZone,
      connectionsOf(query),
      entity,
      stepMinutes[step === 'all' ? 'day' : step],
      (step === 'all' ? 1 : maxMetricBuckets) * (split ? maxSplit : 1),
      pieces.map(({ span }) => span),
      pieces.map((piece) => new Date(piece.from)),
      pieces.map((piece) => new Date(piece.to)),
    ],
  })
  return rows.map(toBucket)
}

/** Which rows to read: the longest that fall on the steps. */
export async function piecesOf(
  tx: pg.ClientBase,
  { from, to, step, timeZone }: Pick<MetricQuery, 'from' | 'to' | 'step' | 'timeZone'>,
): Promise<readonly MetricPiece[]> {
  const longest = step === 'all' || step === 'day' ? 'day' : step === 'hour' ? 'hour' : 'minute'
  const cuts = step === 'day' ? await midnights(tx, from, to, timeZone) : []
  return coverRange(from.getTime(), to.getTime(), cuts, longest)
}

/** Where days begin: PostgreSQL knows the zones. */
async function midnights(tx: pg.ClientBase, from: Date, to: Date, timeZone: string): Promise<number[]> {
  const { rows } = await tx.query<{ at: Date }>(
    `select day at time zone $3 as at
     from generate_series(date_trunc('day', $1::timestamptz at time zone $3), $2::timestamptz at time zone $3, '1 day') day`,
    [from, to, timeZone],
  )
  return rows.map(({ at }) => at.getTime())
}

export function checkRange({
  from,
  to,
  step,
  timeZone,
}: Pick<MetricQuery, 'from' | 'to' | 'step' | 'timeZone'>): void {
  const minutes = (to.getTime() - from.getTime()) / 60_000
  if (!(minutes > 0)) throw new SynclineError('INVALID_INPUT', { field: 'to', problem: 'not after from' })
  if (minutes > maxDays * stepMinutes.day)
    throw new SynclineError('INVALID_INPUT', { field: 'from', problem: 'too_long', mostDays: maxDays })
  if (step !== 'all' && minutes / stepMinutes[step] > maxMetricBuckets)
    throw new SynclineError('INVALID_INPUT', { field: 'step', problem: 'too_many', most: maxMetricBuckets })
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch (cause) {
    throw new SynclineError('INVALID_INPUT', { field: 'timeZone', problem: 'unknown' }, { cause })
  }
}

/** How a time is put into its step. `$7`: the step's minutes. */
export const stepOf = (at: string) => `case $3
    when 'all' then $2::timestamptz
    when 'day' then date_trunc('day', ${at}, $4)
    else date_bin($7::int * interval '1 minute', ${at}, timestamptz '2000-01-01 00:00Z') end`

const columns =
  'requested, synced, failed, skipped, cancelled, retries, deepest_retry, tries, duration_ms, durations, errors, depths'

const statementOf = (who: string, rolledUp: string) => `
  with piece as (select * from unnest($9::text[], $10::timestamptz[], $11::timestamptz[]) p (span, begins, ends)),
  part as (
    select m.connection_id, m.entity, m.minute as began, ${columns.replaceAll(/\b(\w+)/g, 'm.$1')}
    from piece p join read.metric_minute m on p.span = 'minute' and m.minute >= p.begins and m.minute < p.ends
    where m.organization_id = $1 and ($5::uuid[] is null or m.connection_id = any ($5)) and ($6::text is null or m.entity = $6)
    union all
    select r.connection_id, r.entity, r.at, ${columns.replaceAll(/\b(\w+)/g, 'r.$1')}
    from piece p join read.metric_rollup r on r.span = p.span and r.at >= p.begins and r.at < p.ends
    where r.organization_id = $1 and ${rolledUp}
  ),
  parts as materialized (select ${stepOf('began')} as at, ${who}, ${columns} from part),
  sums as (
    select at, c, e, sum(requested) as requested, sum(synced) as synced, sum(failed) as failed, sum(skipped) as skipped,
      sum(cancelled) as cancelled, sum(retries) as retries, max(deepest_retry) as deepest_retry, sum(tries) as tries,
      sum(duration_ms)::bigint as duration_ms
    from parts group by at, c, e
  ),
  counts as (
    select at, c, e, d.key::int as bucket, sum(d.value::bigint) as n
    from parts, jsonb_each_text(durations) d group by at, c, e, bucket
  ),
  ranked as (
    select at, c, e, bucket, sum(n) over (partition by at, c, e order by bucket) as upto,
      sum(n) over (partition by at, c, e) as total
    from counts
  ),
  percentiles as (
    select at, c, e, read.bucket_duration(min(bucket) filter (where upto >= 0.50 * total)) as p50,
      read.bucket_duration(min(bucket) filter (where upto >= 0.95 * total)) as p95,
      read.bucket_duration(min(bucket) filter (where upto >= 0.99 * total)) as p99
    from ranked group by at, c, e
  ),
  codes as (
    select at, c, e, jsonb_object_agg(code, n) as errors from (
      select at, c, e, x.key as code, sum(x.value::bigint) as n
      from parts, jsonb_each_text(errors) x group by at, c, e, code) each_code
    group by at, c, e
  ),
  deep as (
    select at, c, e, jsonb_object_agg(depth, n) as depths from (
      select at, c, e, d.key as depth, sum(d.value::bigint) as n
      from parts, jsonb_each_text(depths) d group by at, c, e, depth) each_depth
    group by at, c, e
  )
  select s.*, p.p50, p.p95, p.p99, coalesce(x.errors, '{}') as errors, coalesce(d.depths, '{}') as depths
  from sums s
  left join percentiles p on p.at = s.at and p.c is not distinct from s.c and p.e is not distinct from s.e
  left join codes x on x.at = s.at and x.c is not distinct from s.c and x.e is not distinct from s.e
  left join deep d on d.at = s.at and d.c is not distinct from s.c and d.e is not distinct from s.e
  order by s.at, s.c, s.e limit $8`

const everything = `'${allConnections}'`
const statement = statementOf(
  'null::uuid as c, null::text as e',
  `r.connection_id = any (coalesce($5, array[${everything}]::uuid[])) and r.entity = coalesce($6, '')`,
)
const splitStatement = statementOf(
  'connection_id as c, entity as e',
  `r.connection_id <> ${everything} and r.entity <> '' and ($5 is null or r.connection_id = any ($5)) and ($6 is null or r.entity = $6)`,
)

interface MetricRow
  extends Record<'requested' | 'synced' | 'failed' | 'skipped' | 'cancelled' | 'retries' | 'tries', number> {
  readonly at: Date
  readonly c: string | null
  readonly e: string | null
  readonly deepest_retry: number
  readonly duration_ms: number
  readonly p50: number | null
  readonly p95: number
  readonly p99: number
  readonly errors: Readonly<Record<string, number>>
  readonly depths: Readonly<Record<string, number>>
}

function toBucket(row: MetricRow): MetricBucket {
  const { at, c, e, deepest_retry, duration_ms, p50, p95, p99, ...counts } = row
  const duration = p50 === null ? null : { average: duration_ms / row.tries, p50, p95, p99 }
  return {
    ...counts,
    at: at.toISOString(),
    connectionId: c,
    entity: e,
    deepestRetry: deepest_retry,
    duration,
  }
}
