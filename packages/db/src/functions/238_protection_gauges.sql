-- How many connections of each provider are in which state, of all organizations together: for /metrics, no names.
create or replace function read.protection_gauges()
returns table (gauge text, provider text, state text, connections bigint)
language sql stable security definer set search_path = read, pg_temp as $$
  select 'breaker', c.provider, coalesce(b.state, 'closed'), count(*)
  from connection c left join coordination.breaker b using (organization_id, connection_id)
  where c.status = 'connected' group by 2, 3
  union all
  select 'health', c.provider, h.health, count(*)
  from connection c join coordination.health h using (organization_id, connection_id)
  where c.status = 'connected' and h.health is not null group by 2, 3
$$;
alter function read.protection_gauges() owner to syncline_projector;
revoke all on function read.protection_gauges() from public;
grant execute on function read.protection_gauges() to syncline_app;
