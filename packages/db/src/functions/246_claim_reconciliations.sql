-- Reconciliations that are running and in no worker's hands, and those that ended and were not cleared away after: whoever
-- moves the time of the next turn has this one. One that is not heard of again comes up once more after `lease`.
create or replace function read.claim_reconciliations(lease interval, most int)
returns table (organization_id uuid, reconciliation_id uuid)
language sql volatile security definer set search_path = read, pg_temp as $$
  with begun as (
    insert into coordination.reconciliation_turn as t (organization_id, reconciliation_id, due_at)
    select r.organization_id, r.reconciliation_id, now() + lease from reconciliation r
    where r.status = 'running' and not exists (
      select from coordination.reconciliation_turn w
      where w.organization_id = r.organization_id and w.reconciliation_id = r.reconciliation_id)
    order by r.started_position limit most
    on conflict do nothing
    returning t.organization_id, t.reconciliation_id
  ),
  taken as (
    update coordination.reconciliation_turn t set due_at = now() + lease
    where (t.organization_id, t.reconciliation_id) in (
      select d.organization_id, d.reconciliation_id from coordination.reconciliation_turn d
      where d.due_at <= now() order by d.due_at limit most for update skip locked)
    returning t.organization_id, t.reconciliation_id
  )
  select organization_id, reconciliation_id from begun
  union all select organization_id, reconciliation_id from taken
$$;
alter function read.claim_reconciliations(interval, int) owner to syncline_projector;
revoke all on function read.claim_reconciliations(interval, int) from public;
grant execute on function read.claim_reconciliations(interval, int) to syncline_worker;
