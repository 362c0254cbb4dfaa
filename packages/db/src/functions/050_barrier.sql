-- Waits until every append that had the order lock before us has committed. A woken consumer passes this first, in a
-- statement of its own, and reads in the next: then no wake-up can point at an event it does not see yet.
create or replace function log.barrier() returns void
language sql security definer set search_path = log, pg_temp as $$
  select pg_advisory_xact_lock_shared(7001)
$$;
revoke all on function log.barrier() from public;
grant execute on function log.barrier() to syncline_worker, syncline_app;
