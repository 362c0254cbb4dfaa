-- Puts the mark of an erasure in the place of what webhooks said. The same erasure may come again: what it marked before
-- counts again, so that its report is right whenever it was interrupted.
create or replace function log.destroy_payloads(payloads uuid[], erasure uuid)
returns bigint
language sql security definer set search_path = log, pg_temp as $$
  with marked as (
    update payload p set sealed = convert_to('erased:' || erasure, 'UTF8')
    where p.organization_id = (select current_organization()) and p.payload_id = any (payloads)
      and (substr(p.sealed, 1, 7) <> 'erased:'::bytea or p.sealed = convert_to('erased:' || erasure, 'UTF8'))
    returning 1
  )
  select count(*) from marked
$$;
alter function log.destroy_payloads(uuid[], uuid) owner to syncline_append;
revoke all on function log.destroy_payloads(uuid[], uuid) from public;
grant execute on function log.destroy_payloads(uuid[], uuid) to syncline_worker;
