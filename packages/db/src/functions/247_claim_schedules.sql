-- Schedules that are due, or whose next time is not reckoned yet, for one worker. Others leave them alone for a minute; a
-- worker that dies with one in hand leaves it to whoever looks next.
create or replace function read.claim_schedules(most int)
returns table (organization_id uuid, connection_id uuid, timing jsonb, due_at timestamptz)
language sql volatile security definer set search_path = read, pg_temp as $$
  with due as (
    select c.organization_id, c.connection_id, c.schedule -> 'timing' as timing,
      case when s.timing = c.schedule -> 'timing' then s.due_at end as due_at
    from connection c left join coordination.schedule s
      on s.organization_id = c.organization_id and s.connection_id = c.connection_id
    where c.schedule is not null and (c.schedule ->> 'isOn')::boolean and c.status = 'connected'
      and (s.due_at is null or s.due_at <= now() or s.timing <> c.schedule -> 'timing')
      and (s.claimed_until is null or s.claimed_until <= now())
    limit most
  )
  insert into coordination.schedule as t (organization_id, connection_id, timing, due_at, claimed_until)
  select d.organization_id, d.connection_id, d.timing, d.due_at, now() + interval '1 minute' from due d
  on conflict (organization_id, connection_id) do update
    set timing = excluded.timing, due_at = excluded.due_at, claimed_until = excluded.claimed_until
    where t.claimed_until <= now()
  returning t.organization_id, t.connection_id, t.timing, t.due_at
$$;
alter function read.claim_schedules(int) owner to syncline_projector;
revoke all on function read.claim_schedules(int) from public;
grant execute on function read.claim_schedules(int) to syncline_worker;
