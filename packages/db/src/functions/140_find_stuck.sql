-- Unfinished syncs that nobody works on: out with a worker that has gone silent, or due and untouched for a while.
create or replace function read.find_stuck(silent interval, untouched interval, most int)
returns table (organization_id uuid, sync_id uuid, status text, tries int, worker text)
language sql stable security definer set search_path = read, pg_temp as $$
  (select s.organization_id, s.sync_id, s.status, s.tries, s.worker
   from read.sync_status s
   where s.status = 'syncing' and s.updated_at < now() - silent
     -- Also with a worker that is alive: no call lasts two minutes, so its result was lost.
     and (s.updated_at < now() - interval '2 minutes'
       or not exists (select from coordination.worker w where w.worker = s.worker and w.seen_at > now() - silent))
   order by s.updated_at limit most)
  union all
  (select s.organization_id, s.sync_id, s.status, s.tries, s.worker
   from read.sync_status s
   where s.status = 'pending' and s.updated_at < now() - untouched
     -- What waits for a person's choice waits as long as that takes.
     and s.hold is distinct from 'conflict'
     and (s.next_retry_at is null or s.next_retry_at < now() - untouched)
   order by s.updated_at limit most)
$$;
alter function read.find_stuck(interval, interval, int) owner to syncline_projector;
revoke all on function read.find_stuck(interval, interval, int) from public;
grant execute on function read.find_stuck(interval, interval, int) to syncline_worker;
