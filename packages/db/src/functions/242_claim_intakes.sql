-- Posted bills that are due to be looked at, for one worker: whoever moves the time of the next look has the look.
create or replace function read.claim_intakes(next interval, most int)
returns table (organization_id uuid, sync_id uuid, source_connection_id uuid, target_connection_id uuid, invoice_id text, bill_id text)
language sql volatile security definer set search_path = read, pg_temp as $$
  update coordination.intake i set check_at = now() + next
  where (i.organization_id, i.sync_id) in (
    select d.organization_id, d.sync_id from coordination.intake d
    where d.check_at <= now() order by d.check_at limit most for update skip locked)
  returning i.organization_id, i.sync_id, i.source_connection_id, i.target_connection_id, i.invoice_id, i.bill_id
$$;
alter function read.claim_intakes(interval, int) owner to syncline_projector;
revoke all on function read.claim_intakes(interval, int) from public;
grant execute on function read.claim_intakes(interval, int) to syncline_worker;
