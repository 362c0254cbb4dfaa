-- Organizations with credentials under a key before the one that seals now, and how many credentials each.
create or replace function custody.find_stale_credentials(most int)
returns table (organization_id uuid, credentials bigint)
language sql stable security definer set search_path = custody, pg_temp as $$
  select k.organization_id, count(*) from
    (select o.organization_id, max(o.version) as version from custody.organization_key o
     where o.version > 1 and o.seals_from <= now() group by o.organization_id) k
    join custody.credential c on c.organization_id = k.organization_id and c.key_version < k.version and c.retired_at is null
  group by k.organization_id order by k.organization_id limit most
$$;
alter function custody.find_stale_credentials(int) owner to syncline_projector;
revoke all on function custody.find_stale_credentials(int) from public;
grant execute on function custody.find_stale_credentials(int) to syncline_worker;
