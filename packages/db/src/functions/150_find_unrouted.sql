-- Webhooks that came, or were replayed, some time ago and have no verdict: the worker that had put them off is gone.
create or replace function read.find_unrouted(untouched interval, most int)
returns setof log.event
language sql stable security definer set search_path = read, pg_temp as $$
  select e.* from read.delivery d join log.event e on e.position = d.last_position
  where d.status = 'received' and d.received_at < now() - untouched and (d.replays = 0 or e.recorded_at < now() - untouched)
  order by d.received_at limit most
$$;
alter function read.find_unrouted(interval, int) owner to syncline_projector;
revoke all on function read.find_unrouted(interval, int) from public;
grant execute on function read.find_unrouted(interval, int) to syncline_worker;
