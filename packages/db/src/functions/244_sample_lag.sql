-- Writes down how far these projections are behind now, where that is the worst of its minute, hour or day; ends with
-- forgetting what is too old. Costs a few look-ups in indexes, however many events wait.
create or replace function read.sample_lag(names text[], minutes_for interval, days_for interval) returns void
language sql volatile security definer set search_path = read, pg_temp as $$
  insert into coordination.projection_lag as t (span, at, projection, lag_ms, lag_events)
  select s.span, date_trunc(s.span, now(), 'UTC'), c.name,
    coalesce(greatest(0, extract(epoch from now() - oldest.recorded_at) * 1000)::bigint, 0), log.tip(c.position) - c.position
  from coordination.consumer c
  left join lateral (
    select e.recorded_at from log.event e where e.position > c.position order by e.position limit 1) oldest on true
  cross join unnest(array['minute', 'hour', 'day']) s (span)
  where c.name = any (names) and c.shard = 0
  on conflict (span, at, projection) do update
    set lag_ms = greatest(t.lag_ms, excluded.lag_ms), lag_events = greatest(t.lag_events, excluded.lag_events)
    where excluded.lag_ms > t.lag_ms or excluded.lag_events > t.lag_events;
  delete from coordination.projection_lag
  where span = 'minute' and at < now() - minutes_for or span in ('hour', 'day') and at < now() - days_for;
$$;
alter function read.sample_lag(text[], interval, interval) owner to syncline_projector;
revoke all on function read.sample_lag(text[], interval, interval) from public;
grant execute on function read.sample_lag(text[], interval, interval) to syncline_worker;
