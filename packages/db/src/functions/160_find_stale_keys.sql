-- Keys of organizations that were wrapped before a time, and how many there are of all.
create or replace function custody.find_stale_wrappings(before timestamptz, most int)
returns table (organization_id uuid, version int)
language sql stable security definer set search_path = custody, pg_temp as $$
  select k.organization_id, k.version from custody.organization_key k where k.wrapped_at < before
  order by k.wrapped_at limit most
$$;
alter function custody.find_stale_wrappings(timestamptz, int) owner to syncline_projector;
revoke all on function custody.find_stale_wrappings(timestamptz, int) from public;
grant execute on function custody.find_stale_wrappings(timestamptz, int) to syncline_worker;

create or replace function custody.count_wrappings(before timestamptz)
returns table (stale bigint, total bigint)
language sql stable security definer set search_path = custody, pg_temp as $$
  select count(*) filter (where k.wrapped_at < before), count(*) from custody.organization_key k
$$;
alter function custody.count_wrappings(timestamptz) owner to syncline_projector;
revoke all on function custody.count_wrappings(timestamptz) from public;
grant execute on function custody.count_wrappings(timestamptz) to syncline_worker;
