import { SynclineError } from '@syncline/domain/error'
import type { MetricBucket, MetricStep } from '@syncline/domain/view'
import type pg from 'pg'

export interface MetricQuery {
  /** Whole minutes from here on, and before `to`. */
  readonly from: Date
  readonly to: Date
  /** How long a time each answer stands for; `all` is one answer. */
  readonly step: MetricStep
  /** Where days begin, as an IANA name. */
  readonly timeZone: string
  readonly connectionId?: string | undefined
  readonly entity?: string | undefined
  /** An answer for each connection and entity, instead of one for all. */
  readonly split: boolean
}

export const maxMetricBuckets = 1_500
const maxDays = 400
/** Connections with their entities, in one answer. */
const maxSplit = 200

const stepMinutes = { minute: 1, five_minutes: 5, quarter_hour: 15, hour: 60, day: 1_440 } as const

/**
 * Counts of syncs over time, merged from minutes. `tx` must be inside `withOrganization`.
 * @throws SynclineError INVALID_INPUT when the times are no range or more than 400 days apart, the zone is unknown, or more
 *   than `maxMetricBuckets` steps are asked for
 */
export async function readMetrics(
  tx: pg.ClientBase,
  organizationId: string,
  query: MetricQuery,
): Promise<MetricBucket[]> {
  check(query)
  const { from, to, step, timeZone, connectionId = null, entity = null, split } = query
  const limit = (step === 'all' ? 1 : maxMetricBuckets) * (split ? maxSplit : 1)
  const { rows } = await tx.query<MetricRow>({
    name: 'read-metrics',
    text: statement,
    values: [
      organizationId,
      from,
      to,
      step,
      timeZone,
      connectionId,
      entity,
      split,
      stepMinutes[step === 'all' ? 'day' : step],
      limit,
    ],
  })
  return rows.map(toBucket)
}

function check({ from, to, step, timeZone }: MetricQuery): void {
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

const statement = `
  with minutes as materialized (
    select case $4
        when 'all' then $2::timestamptz
        when 'day' then date_trunc('day', m.minute, $5)
        else date_bin($9::int * interval '1 minute', m.minute, timestamptz '2000-01-01 00:00Z') end as at,
      case when $8::boolean then m.connection_id end as c, case when $8 then m.entity end as e, m.*
    from read.metric_minute m
    where m.organization_id = $1 and m.minute >= $2 and m.minute < $3
      and ($6::uuid is null or m.connection_id = $6) and ($7::text is null or m.entity = $7)
  ),
  sums as (
    select at, c, e, sum(requested) as requested, sum(synced) as synced, sum(failed) as failed, sum(skipped) as skipped,
      sum(cancelled) as cancelled, sum(retries) as retries, max(deepest_retry) as deepest_retry, sum(tries) as tries,
      sum(duration_ms)::bigint as duration_ms
    from minutes group by at, c, e
  ),
  counts as (
    select at, c, e, d.key::int as bucket, sum(d.value::bigint) as n
    from minutes, jsonb_each_text(durations) d group by at, c, e, bucket
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
      from minutes, jsonb_each_text(errors) x group by at, c, e, code) each_code
    group by at, c, e
  )
  select s.*, p.p50, p.p95, p.p99, coalesce(x.errors, '{}') as errors
  from sums s
  left join percentiles p on p.at = s.at and p.c is not distinct from s.c and p.e is not distinct from s.e
  left join codes x on x.at = s.at and x.c is not distinct from s.c and x.e is not distinct from s.e
  order by s.at, s.c, s.e limit $10`

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
