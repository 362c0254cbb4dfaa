-- The first position recorded at or after a time; past everything when there is none. Recorded times never go back
-- along the log, so halving it finds the place in a few probes of the primary key.
create or replace function log.position_at(at timestamptz) returns bigint
language plpgsql stable security definer set search_path = log, pg_temp as $$
declare
  low bigint := coalesce((select e.position from log.event e order by e.position limit 1), 1);
  high bigint := log.tip(0) + 1;
  middle bigint;
begin
  while low < high loop
    middle := (low + high) / 2;
    if (select e.recorded_at from log.event e where e.position = middle) >= at then
      high := middle;
    else
      low := middle + 1;
    end if;
  end loop;
  return case when low > log.tip(0) then 9223372036854775807 else low end;
end $$;
alter function log.position_at(timestamptz) owner to syncline_projector;
revoke all on function log.position_at(timestamptz) from public;
grant execute on function log.position_at(timestamptz) to syncline_app;
