-- Syncs that wait for a switch which is on again, at both ends, for their kind and their organization. It goes from one way
-- (target, source, kind) to the next by the index: however many wait on a way that is still off, they cost one step.
-- `away`: providers that the installation switched off.
create or replace function read.find_let_go(away text[], most int)
returns table (organization_id uuid, sync_id uuid)
language sql stable security definer set search_path = read, pg_temp as $$
  with recursive way as (
    (select s.organization_id, s.connection_id, s.source_connection_id, s.entity
     from sync_status s where s.hold = 'switch_off' and s.status = 'pending'
     order by s.organization_id, s.connection_id, s.source_connection_id, s.entity limit 1)
    union all
    select n.* from way w cross join lateral (
      select s.organization_id, s.connection_id, s.source_connection_id, s.entity
      from sync_status s where s.hold = 'switch_off' and s.status = 'pending'
        and (s.organization_id, s.connection_id, s.source_connection_id, s.entity)
          > (w.organization_id, w.connection_id, w.source_connection_id, w.entity)
      order by s.organization_id, s.connection_id, s.source_connection_id, s.entity limit 1) n
  ),
  -- What was deleted holds nothing back: whoever carries the sync says that it is gone.
  open as (
    select w.* from way w
    where not exists (select from organization o where o.organization_id = w.organization_id
        and o.disabled_because is not null)
      and not exists (select from connection c where c.organization_id = w.organization_id
        and c.connection_id in (w.connection_id, w.source_connection_id) and c.status <> 'deleted'
        and (c.status = 'disabled' or w.entity = any (c.scope_off) or c.provider = any (away)))
  )
  select s.organization_id, s.sync_id from open w cross join lateral (
    select x.organization_id, x.sync_id from sync_status x
    where x.hold = 'switch_off' and x.status = 'pending' and x.organization_id = w.organization_id
      and x.connection_id = w.connection_id and x.source_connection_id = w.source_connection_id and x.entity = w.entity
    order by x.requested_position limit most) s
  limit most
$$;
alter function read.find_let_go(text[], int) owner to syncline_projector;
revoke all on function read.find_let_go(text[], int) from public;
grant execute on function read.find_let_go(text[], int) to syncline_worker;
