-- Callbacks that are due, for one worker: whoever moves the time of the next try makes it. One that is not heard of again
-- comes up once more after `lease`.
create or replace function read.claim_callbacks(lease interval, most int)
returns table (organization_id uuid, callback_id text, connection_id uuid, type text, happened_at timestamptz, data jsonb, tries int)
language sql volatile security definer set search_path = read, pg_temp as $$
  update coordination.callback c set due_at = now() + lease
  where (c.organization_id, c.callback_id) in (
    select d.organization_id, d.callback_id from coordination.callback d
    where d.due_at <= now() order by d.due_at limit most for update skip locked)
  returning c.organization_id, c.callback_id, c.connection_id, c.type, c.happened_at, c.data, c.tries
$$;
alter function read.claim_callbacks(interval, int) owner to syncline_projector;
revoke all on function read.claim_callbacks(interval, int) from public;
grant execute on function read.claim_callbacks(interval, int) to syncline_worker;
