-- Events of all organizations after a position, for reactors. Definer: workers have no other way across organizations.
create or replace function log.read_window(after bigint, upto bigint, types text[], most int)
returns setof log.event
language sql stable security definer set search_path = log, pg_temp as $$
  select * from log.event e
  where e.position > after and e.position <= upto and e.type = any (types)
  order by e.position limit most
$$;
alter function log.read_window(bigint, bigint, text[], int) owner to syncline_projector;
revoke all on function log.read_window(bigint, bigint, text[], int) from public;
grant execute on function log.read_window(bigint, bigint, text[], int) to syncline_worker;
