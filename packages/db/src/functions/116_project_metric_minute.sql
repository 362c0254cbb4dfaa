-- Counts of syncs by connection, entity and minute, and rolled up by hour and day. Each event adds to the minute it was
-- recorded in, and to that minute's hour and day, so any cut of the log gives the same sums; `last_position` of the
-- minute keeps a window that comes twice from being counted twice.
--
-- A failed try is a failed sync unless the event right after it, of the same append and so in the same minute, says that
-- it goes on: a retry, a question to a person, or that the target's version stands. Any other wait is not counted.
create or replace function read.project_metric_minute(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language sql as $$
  with e as materialized (
    select e.position, e.organization_id, e.stream, e.type, e.data,
      date_bin('1 minute', e.recorded_at, timestamptz '2000-01-01 00:00Z') as minute
    from log.event e
    where e.position > after and e.position <= upto
      and e.type in ('SyncRequested', 'SyncSucceeded', 'SyncFailed', 'SyncRetryScheduled',
        'SyncConflictFound', 'SyncSkipped', 'SyncSuperseded', 'SyncCancelled', 'EffectLookedUp')
  ),
  placed as (
    -- The request is mostly in the same window; else it is the first event of the stream.
    select e.*, coalesce(q.data, (
      select r.data from log.event r
      where r.organization_id = e.organization_id and r.stream = e.stream and r.version = 1)) as request
    from e
    left join e q on q.type = 'SyncRequested' and q.organization_id = e.organization_id and q.stream = e.stream
  ),
  measured as (
    select p.organization_id, (p.request ->> 'connectionId')::uuid as connection_id, p.request ->> 'entity' as entity,
      p.minute, p.position, p.type, case when p.type = 'SyncFailed' then p.data ->> 'code' end as code,
      p.data ->> 'answer' as answer,
      -- A question is no try.
      case when p.type <> 'EffectLookedUp' then (p.data #>> '{attempt,durationMs}')::int end as duration_ms,
      p.type in ('SyncRetryScheduled', 'SyncConflictFound', 'SyncSuperseded') and exists (
        select from log.event f where f.position = p.position - 1 and f.type = 'SyncFailed'
          and f.organization_id = p.organization_id and f.stream = p.stream) as goes_on,
      (p.data ->> 'retry')::int as retry
    from placed p
  ),
  fresh as materialized (
    select m.* from measured m
    left join metric_minute t on t.organization_id = m.organization_id and t.connection_id = m.connection_id
      and t.entity = m.entity and t.minute = m.minute
    where t.last_position is null or t.last_position < m.position
  ),
  spread as (
    -- Once in the minute; in the hour and the day once for itself, for all connections, for all entities, for both.
    select f.organization_id, c.connection_id, e.entity, s.span, s.at, f.position, f.type, f.code, f.answer,
      f.duration_ms, f.goes_on, case when f.goes_on then f.retry end as retry
    from fresh f
    cross join lateral (values ('minute', f.minute),
      ('hour', date_bin('1 hour', f.minute, timestamptz '2000-01-01 00:00Z')),
      ('day', date_bin('1 day', f.minute, timestamptz '2000-01-01 00:00Z'))) s (span, at)
    cross join lateral (values (f.connection_id), ('00000000-0000-0000-0000-000000000000')) c (connection_id)
    cross join lateral (values (f.entity), ('')) e (entity)
    where s.span <> 'minute' or (c.connection_id = f.connection_id and e.entity = f.entity)
  ),
  counted as (
    select organization_id, connection_id, entity, span, at, max(position) as last_position,
      count(*) filter (where type = 'SyncRequested') as requested,
      count(*) filter (where type = 'SyncSucceeded' or answer = 'present') as synced,
      count(*) filter (where type = 'SyncFailed') - count(*) filter (where goes_on) as failed,
      count(*) filter (where type in ('SyncSkipped', 'SyncSuperseded')) as skipped,
      count(*) filter (where type = 'SyncCancelled') as cancelled,
      count(retry) as retries, coalesce(max(retry), 0) as deepest_retry,
      count(duration_ms) as tries, coalesce(sum(duration_ms), 0) as duration_ms
    from spread group by organization_id, connection_id, entity, span, at
  ),
  tallied as (
    select organization_id, connection_id, entity, span, at,
      coalesce(jsonb_object_agg(key, n) filter (where what = 'duration'), '{}') as durations,
      coalesce(jsonb_object_agg(key, n) filter (where what = 'error'), '{}') as errors,
      coalesce(jsonb_object_agg(key, n) filter (where what = 'depth'), '{}') as depths
    from (
      select organization_id, connection_id, entity, span, at, t.what, t.key, count(*) as n
      from spread s
      cross join lateral (values ('duration', read.duration_bucket(s.duration_ms)::text), ('error', s.code),
        ('depth', s.retry::text)) t (what, key)
      where t.key is not null
      group by organization_id, connection_id, entity, span, at, t.what, t.key) tally
    group by organization_id, connection_id, entity, span, at
  ),
  grown as materialized (
    select c.*, coalesce(t.durations, '{}') as durations, coalesce(t.errors, '{}') as errors,
      coalesce(t.depths, '{}') as depths
    from counted c left join tallied t using (organization_id, connection_id, entity, span, at)
  ),
  rolled as (
    insert into metric_rollup as t (organization_id, span, connection_id, entity, at, requested, synced, failed, skipped,
      cancelled, retries, deepest_retry, tries, duration_ms, durations, errors, depths, last_position)
    select organization_id, span, connection_id, entity, at, requested, synced, failed, skipped, cancelled, retries,
      deepest_retry, tries, duration_ms, durations, errors, depths, last_position
    from grown where span <> 'minute'
    on conflict (organization_id, span, connection_id, entity, at) do update set
      requested = t.requested + excluded.requested, synced = t.synced + excluded.synced,
      failed = t.failed + excluded.failed, skipped = t.skipped + excluded.skipped,
      cancelled = t.cancelled + excluded.cancelled, retries = t.retries + excluded.retries,
      deepest_retry = greatest(t.deepest_retry, excluded.deepest_retry), tries = t.tries + excluded.tries,
      duration_ms = t.duration_ms + excluded.duration_ms, durations = read.add_counts(t.durations, excluded.durations),
      errors = read.add_counts(t.errors, excluded.errors), depths = read.add_counts(t.depths, excluded.depths),
      last_position = excluded.last_position
  ),
  added as (
    insert into metric_minute as t (organization_id, connection_id, entity, minute, requested, synced, failed, skipped,
      cancelled, retries, deepest_retry, tries, duration_ms, durations, errors, depths, last_position)
    select organization_id, connection_id, entity, at, requested, synced, failed, skipped, cancelled, retries,
      deepest_retry, tries, duration_ms, durations, errors, depths, last_position
    from grown where span = 'minute'
    on conflict (organization_id, connection_id, entity, minute) do update set
      requested = t.requested + excluded.requested, synced = t.synced + excluded.synced,
      failed = t.failed + excluded.failed, skipped = t.skipped + excluded.skipped,
      cancelled = t.cancelled + excluded.cancelled, retries = t.retries + excluded.retries,
      deepest_retry = greatest(t.deepest_retry, excluded.deepest_retry), tries = t.tries + excluded.tries,
      duration_ms = t.duration_ms + excluded.duration_ms, durations = read.add_counts(t.durations, excluded.durations),
      errors = read.add_counts(t.errors, excluded.errors), depths = read.add_counts(t.depths, excluded.depths),
      last_position = excluded.last_position
    returning t.organization_id, t.connection_id
  )
  select distinct organization_id, connection_id from added
$$;
alter function read.project_metric_minute(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_metric_minute(bigint, bigint) from public;
