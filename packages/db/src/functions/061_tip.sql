-- The newest position; 0 for an empty log. `floor` is a position known to exist, or 0.
create or replace function log.tip(floor bigint default 0) returns bigint
language sql stable security definer set search_path = log, pg_temp as $$
  select coalesce((select e.position from log.event e where e.position >= floor order by e.position desc limit 1), 0)
$$;
alter function log.tip(bigint) owner to syncline_projector;
revoke all on function log.tip(bigint) from public;
grant execute on function log.tip(bigint) to syncline_worker, syncline_app;
