-- Rings the wake queues: at most one waiting job per queue, and a NOTIFY only when a job was really added.
-- Writes the row that pg-boss's own send() would write on a `short` queue with `notify`; a test compares the two.
create or replace function log.wake(queues text[]) returns void
language sql security definer set search_path = log, pg_temp as $$
  with added as (
    insert into pgboss.job (name, policy, retry_limit, expire_seconds, deletion_seconds)
    select queue, 'short', 0, 60, 60 from unnest(queues) queue
    on conflict do nothing
    returning name
  )
  select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name) from added
$$;
alter function log.wake(text[]) owner to syncline_append;
revoke all on function log.wake(text[]) from public;
