-- Where each event is, by its kind, who did it, what it belongs to and, of a try that failed, by what went wrong. The bell rings for the organization as a whole.
create or replace function read.project_event_entry(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language sql as $$
  with added as (
    insert into event_entry as t (organization_id, position, type, actor, correlation_id, code)
    select e.organization_id, e.position, e.type, e.actor, e.correlation_id,
      case when e.type = 'SyncFailed' then e.data ->> 'code' end
    from log.event e
    where e.position > after and e.position <= upto order by e.position
    on conflict do nothing
    returning t.organization_id
  )
  select distinct organization_id, organization_id from added
$$;
alter function read.project_event_entry(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_event_entry(bigint, bigint) from public;
