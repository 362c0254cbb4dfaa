-- Runs that are due, for one worker: one of each connection, since a connection has one page in hand at a time. A run whose
-- worker died, or was silent past its claim, is anybody's. Who claims does so alone, so that two never look at the same
-- connection at once.
create or replace function read.claim_runs(by_worker text, lease interval, most int)
returns table (organization_id uuid, run_id uuid, connection_id uuid, entity text, begun_at timestamptz,
  failing_since timestamptz, failures int)
language plpgsql volatile security definer set search_path = read, pg_temp as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(hashtext('syncline.claim_runs'));
  return query
    with live as materialized (
      select worker from coordination.worker where seen_at > now() - interval '10 seconds'
    ),
    held as materialized (
      select r.organization_id, r.connection_id from coordination.run r
      where r.due_at is not null and r.claimed_until > now() and r.worker in (select worker from live)
    ),
    due as (
      select distinct on (d.organization_id, d.connection_id) d.organization_id, d.run_id, d.due_at
      from coordination.run d
      where d.due_at <= now()
        and not exists (select from held h where h.organization_id = d.organization_id and h.connection_id = d.connection_id)
      order by d.organization_id, d.connection_id, d.due_at
    )
    update coordination.run c set worker = by_worker, claimed_until = now() + lease
    from (select * from due order by due.due_at limit most) n
    where c.organization_id = n.organization_id and c.run_id = n.run_id
    returning c.organization_id, c.run_id, c.connection_id, c.entity, c.begun_at, c.failing_since, c.failures;
end $$;
alter function read.claim_runs(text, interval, int) owner to syncline_projector;
revoke all on function read.claim_runs(text, interval, int) from public;
grant execute on function read.claim_runs(text, interval, int) to syncline_worker;
