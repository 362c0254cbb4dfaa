import type pg from 'pg'
import { type Finding, maxFindings } from './finding.ts'
import { checkpoint } from './verify-streams.ts'

/** Compares the minutes with one plain count over the whole log, up to where they have been folded. */
export async function verifyMetrics(client: pg.ClientBase): Promise<{ rows: number; findings: Finding[] }> {
  const upto = await checkpoint(client, 'metric_minute')
  const counted = await client.query<{ n: number }>('select count(*) as n from read.metric_minute')
  const { rows } = await client.query<{
    minute: Date
    connection_id: string
    entity: string
    position: number
  }>(
    `with event as materialized (
       select e.organization_id, (q.data ->> 'connectionId')::uuid as connection_id, q.data ->> 'entity' as entity,
         date_trunc('minute', e.recorded_at) as minute, e.position, e.type, e.data,
         e.data ->> 'answer' as answer,
         case when e.type <> 'EffectLookedUp' then (e.data #>> '{attempt,durationMs}')::int end as duration_ms,
         case when e.type = 'SyncRetryScheduled' and f.type = 'SyncFailed' then (e.data ->> 'retry')::int end as retry,
         f.type = 'SyncFailed' and e.type in ('SyncRetryScheduled', 'SyncConflictFound', 'SyncSuperseded') as goes_on
       from log.event e
       join log.event q on q.organization_id = e.organization_id and q.stream = e.stream and q.version = 1
       left join log.event f
         on f.organization_id = e.organization_id and f.stream = e.stream and f.version = e.version - 1
       where e.position <= $1 and e.type in ('SyncRequested', 'SyncSucceeded', 'SyncFailed', 'SyncRetryScheduled',
         'SyncConflictFound', 'SyncSkipped', 'SyncSuperseded', 'SyncCancelled', 'EffectLookedUp')
     ),
     sums as (
       select organization_id, connection_id, entity, minute,
         count(*) filter (where type = 'SyncRequested')::int as requested,
         count(*) filter (where type = 'SyncSucceeded' or answer = 'present')::int as synced,
         (count(*) filter (where type = 'SyncFailed') - count(*) filter (where goes_on))::int as failed,
         count(*) filter (where type in ('SyncSkipped', 'SyncSuperseded'))::int as skipped,
         count(*) filter (where type = 'SyncCancelled')::int as cancelled, count(retry)::int as retries,
         coalesce(max(retry), 0) as deepest_retry, count(duration_ms)::int as tries,
         coalesce(sum(duration_ms), 0) as duration_ms, max(position) as last_position
       from event group by 1, 2, 3, 4
     ),
     maps as (
       select organization_id, connection_id, entity, minute,
         coalesce(jsonb_object_agg(bucket, n) filter (where bucket is not null), '{}') as durations,
         coalesce(jsonb_object_agg(code, n) filter (where code is not null), '{}') as errors
       from (
         select organization_id, connection_id, entity, minute, read.duration_bucket(duration_ms) as bucket,
           null as code, count(*) as n
         from event where duration_ms is not null group by 1, 2, 3, 4, 5
         union all
         select organization_id, connection_id, entity, minute, null, data ->> 'code', count(*)
         from event where type = 'SyncFailed' group by 1, 2, 3, 4, 6) each_count
       group by 1, 2, 3, 4
     ),
     expected as (
       select s.organization_id, s.connection_id, s.entity, s.minute, s.requested, s.synced, s.failed, s.skipped,
         s.cancelled, s.retries, s.deepest_retry, s.tries, s.duration_ms, coalesce(m.durations, '{}') as durations,
         coalesce(m.errors, '{}') as errors, s.last_position
       from sums s left join maps m using (organization_id, connection_id, entity, minute)
     )
     select coalesce(x.minute, t.minute) as minute, coalesce(x.connection_id, t.connection_id) as connection_id,
       coalesce(x.entity, t.entity) as entity, coalesce(x.last_position, t.last_position) as position
     from expected x full join read.metric_minute t using (organization_id, connection_id, entity, minute)
     where (x.*) is distinct from (t.*)
     order by position limit $2`,
    [upto, maxFindings],
  )
  const findings = rows.map(({ minute, connection_id, entity, position }) => ({
    check: 'metric_minute' as const,
    position,
    message: `${minute.toISOString()} ${entity} to ${connection_id} was counted otherwise than the log says`,
  }))
  return { rows: counted.rows[0]?.n ?? 0, findings }
}
