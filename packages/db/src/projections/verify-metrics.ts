import type pg from 'pg'
import { type Finding, maxFindings } from './finding.ts'
import { checkpoint } from './verify-streams.ts'

interface Verified {
  readonly rows: number
  readonly findings: Finding[]
}

/** Compares the minutes with one plain count over the whole log, and hours and days with the sums of their minutes. */
export async function verifyMetrics(client: pg.ClientBase): Promise<Verified> {
  const minutes = await verifyMinutes(client)
  // Sums of minutes that are wrong themselves say nothing.
  if (minutes.findings.length > 0) return minutes
  const rollups = await verifyRollups(client)
  return { rows: minutes.rows + rollups.rows, findings: rollups.findings }
}

async function verifyMinutes(client: pg.ClientBase): Promise<Verified> {
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
         coalesce(jsonb_object_agg(code, n) filter (where code is not null), '{}') as errors,
         coalesce(jsonb_object_agg(depth, n) filter (where depth is not null), '{}') as depths
       from (
         select organization_id, connection_id, entity, minute, read.duration_bucket(duration_ms) as bucket,
           null as code, null::int as depth, count(*) as n
         from event where duration_ms is not null group by 1, 2, 3, 4, 5
         union all
         select organization_id, connection_id, entity, minute, null, data ->> 'code', null, count(*)
         from event where type = 'SyncFailed' group by 1, 2, 3, 4, 6
         union all
         select organization_id, connection_id, entity, minute, null, null, retry, count(*)
         from event where retry is not null group by 1, 2, 3, 4, 7) each_count
       group by 1, 2, 3, 4
     ),
     expected as (
       select s.organization_id, s.connection_id, s.entity, s.minute, s.requested, s.synced, s.failed, s.skipped,
         s.cancelled, s.retries, s.deepest_retry, s.tries, s.duration_ms, coalesce(m.durations, '{}') as durations,
         coalesce(m.errors, '{}') as errors, s.last_position, coalesce(m.depths, '{}') as depths
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

async function verifyRollups(client: pg.ClientBase): Promise<Verified> {
  const counted = await client.query<{ n: number }>('select count(*) as n from read.metric_rollup')
  const { rows } = await client.query<{ span: string; at: Date; entity: string; position: number }>(
    `with part as materialized (
       select m.*, s.span, s.at, c.within_connection, n.within_entity
       from read.metric_minute m
       cross join lateral (values ('hour', date_trunc('hour', m.minute, 'UTC')), ('day', date_trunc('day', m.minute, 'UTC'))) s (span, at)
       cross join lateral (values (m.connection_id), ('00000000-0000-0000-0000-000000000000')) c (within_connection)
       cross join lateral (values (m.entity), ('')) n (within_entity)
     ),
     expected as (
       select organization_id, span, within_connection as connection_id, within_entity as entity, at,
         sum(requested)::int as requested, sum(synced)::int as synced, sum(failed)::int as failed,
         sum(skipped)::int as skipped, sum(cancelled)::int as cancelled, sum(retries)::int as retries,
         max(deepest_retry) as deepest_retry, sum(tries)::int as tries, sum(duration_ms)::bigint as duration_ms,
         ${summed('durations')}, ${summed('errors')}, max(last_position) as last_position, ${summed('depths')}
       from part p group by 1, 2, 3, 4, 5
     )
     select coalesce(x.span, t.span) as span, coalesce(x.at, t.at) as at, coalesce(x.entity, t.entity) as entity,
       coalesce(x.last_position, t.last_position) as position
     from expected x full join read.metric_rollup t using (organization_id, span, connection_id, entity, at)
     where (x.*) is distinct from (t.*)
     order by position limit $1`,
    [maxFindings],
  )
  const findings = rows.map(({ span, at, entity, position }) => ({
    check: 'metric_minute' as const,
    position,
    message: `The ${span} of ${at.toISOString()} (${entity || 'all'}) is not the sum of its minutes`,
  }))
  return { rows: counted.rows[0]?.n ?? 0, findings }
}

/** The sum of the parts' maps of counts, key by key. */
const summed = (map: string) => `coalesce((
  select jsonb_object_agg(key, n) from (
    select d.key, sum(d.value::bigint) as n from unnest(array_agg(p.${map})) each_map, jsonb_each_text(each_map) d
    group by d.key) added), '{}') as ${map}`

/** Compares counts of webhooks with one plain count over the whole log, up to where they have been folded. */
export async function verifyWebhookMetrics(client: pg.ClientBase): Promise<Verified> {
  const upto = await checkpoint(client, 'webhook_metric')
  const counted = await client.query<{ n: number }>('select count(*) as n from read.webhook_metric')
  const { rows } = await client.query<{ span: string; at: Date; position: number }>(
    `with expected as (
       select e.organization_id, s.span, (q.data ->> 'connectionId')::uuid as connection_id,
         date_trunc(s.span, e.recorded_at, 'UTC') as at,
         count(*) filter (where e.type = 'WebhookReceived')::int as received,
         count(*) filter (where e.type = 'WebhookRouted')::int as routed,
         count(*) filter (where e.type = 'WebhookIgnored')::int as ignored,
         count(*) filter (where e.type = 'WebhookQuarantined')::int as quarantined,
         count(*) filter (where e.type = 'WebhookReplayed')::int as replayed, max(e.position) as last_position
       from log.event e
       join log.event q on q.organization_id = e.organization_id and q.stream = e.stream and q.version = 1
       cross join (values ('minute'), ('hour'), ('day')) s (span)
       where e.position <= $1 and e.type like 'Webhook%'
       group by 1, 2, 3, 4
     )
     select coalesce(x.span, t.span) as span, coalesce(x.at, t.at) as at,
       coalesce(x.last_position, t.last_position) as position
     from expected x full join read.webhook_metric t using (organization_id, span, connection_id, at)
     where (x.*) is distinct from (t.*)
     order by position limit $2`,
    [upto, maxFindings],
  )
  const findings = rows.map(({ span, at, position }) => ({
    check: 'webhook_metric' as const,
    position,
    message: `Webhooks of the ${span} of ${at.toISOString()} were counted otherwise than the log says`,
  }))
  return { rows: counted.rows[0]?.n ?? 0, findings }
}
