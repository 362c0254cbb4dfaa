-- Organizations with keys of subjects wrapped under a key before the one that seals now.
create or replace function custody.find_stale_subject_keys(most int)
returns table (organization_id uuid)
language sql stable security definer set search_path = custody, pg_temp as $$
  select k.organization_id from
    (select o.organization_id, max(o.version) as version from custody.organization_key o
     where o.version > 1 and o.seals_from <= now() group by o.organization_id) k
  where exists (select from custody.subject_key s where s.organization_id = k.organization_id
    and s.key_version < k.version and s.destroyed_at is null)
  order by k.organization_id limit most
$$;
alter function custody.find_stale_subject_keys(int) owner to syncline_projector;
revoke all on function custody.find_stale_subject_keys(int) from public;
grant execute on function custody.find_stale_subject_keys(int) to syncline_worker;
