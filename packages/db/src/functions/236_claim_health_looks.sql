-- Connections that are due to be looked at, for one worker: whoever moves the time of the next look has the look. One
-- that is not heard of again comes up once more after `lease`.
create or replace function read.claim_health_looks(lease interval, most int)
returns table (organization_id uuid, connection_id uuid, provider text)
language sql volatile security definer set search_path = read, pg_temp as $$
  with due as (
    select c.organization_id, c.connection_id, c.provider
    from connection c left join coordination.health h using (organization_id, connection_id)
    where c.status = 'connected'
      and not exists (select from organization o where o.organization_id = c.organization_id
        and o.disabled_because is not null)
      and (h.next_look_at is null or h.next_look_at <= now())
    order by h.next_look_at nulls first limit most
  ),
  taken as (
    insert into coordination.health as h (organization_id, connection_id, next_look_at)
    select d.organization_id, d.connection_id, now() + lease from due d
    on conflict (organization_id, connection_id) do update set next_look_at = excluded.next_look_at
      where h.next_look_at <= now()
    returning h.organization_id, h.connection_id
  )
  select d.organization_id, d.connection_id, d.provider from due d join taken using (organization_id, connection_id)
$$;
alter function read.claim_health_looks(interval, int) owner to syncline_projector;
revoke all on function read.claim_health_looks(interval, int) from public;
grant execute on function read.claim_health_looks(interval, int) to syncline_worker;
