-- Appends many requests in one commit. Each request goes to one stream, with one or more events, and succeeds or fails
-- by itself: duplicates and version conflicts come back as rows, they never fail their neighbours.
--
-- requests  JSON array of {o: organization, s: stream, x: expected version or null, k: idempotency key or null,
--           c: number of events, a: actor, r: correlation id, u: causation position or null,
--           p: {i: payload id, b: base64 of sealed bytes} or null,
--           e: [{t: type, v: schema version, w: occurred at, d: data, m: metadata or null}]}
-- floor     a position known to exist, or 0: lets the planner look at the newest partition only
-- queues    wake queues to ring
--
-- Order: what needs no order first (payloads), then the one advisory lock, then heads, events, keys, wake-up, commit.
-- Runs under READ COMMITTED as a single statement of its own, never inside BEGIN: every statement in here that follows
-- the lock sees what the last holder committed.
create or replace function log.append(requests text, floor bigint, queues text[])
returns table (n int, outcome text, "position" bigint, version int)
language plpgsql security definer set search_path = log, pg_temp as $$
#variable_conflict use_column
declare
  batch jsonb := requests::jsonb;
  tip bigint;
  last_recorded timestamptz;
  answer record;
  some_blocked boolean := false;
  some_duplicate boolean := false;
  some_written boolean := false;
begin
  insert into log.payload (organization_id, payload_id, sealed)
  select (q ->> 'o')::uuid, (q -> 'p' ->> 'i')::uuid, decode(q -> 'p' ->> 'b', 'base64')
  from jsonb_array_elements(batch) q
  where jsonb_typeof(q -> 'p') = 'object'
    and not exists (select from log.idempotency i where i.organization_id = (q ->> 'o')::uuid and i.key = q ->> 'k');

  perform pg_advisory_xact_lock(7001);

  select e.position, e.recorded_at into tip, last_recorded
  from log.event e where e.position >= floor order by e.position desc limit 1;
  if tip is null then
    select e.position, e.recorded_at into tip, last_recorded from log.event e order by e.position desc limit 1;
  end if;
  tip := coalesce(tip, 0);
  last_recorded := greatest(clock_timestamp(), last_recorded);

  for answer in
  with r as materialized (
    select (x.n - 1)::int as n, (q ->> 'o')::uuid as o, q ->> 's' as s, (q ->> 'x')::int as expected, q ->> 'k' as k,
      (q ->> 'c')::int as c, q
    from jsonb_array_elements(batch) with ordinality x(q, n)
  ),
  -- What cannot simply be written: known keys, keys twice in this batch, versions that do not fit.
  known as (
    select r.n, i.position, i.version from r join log.idempotency i on i.organization_id = r.o and i.key = r.k
  ),
  fresh as (
    select r.*, row_number() over (partition by r.o, coalesce(r.k, r.n::text || ' ') order by r.n) as turn
    from r where not exists (select from known where known.n = r.n)
  ),
  candidate as (
    select f.n, f.o, f.s, f.expected, f.k, f.c, f.q,
      coalesce(h.version, 0) + (sum(f.c) over (partition by f.o, f.s order by f.n))::int - f.c as before,
      (sum(f.c) over (order by f.n))::int - f.c as offset_before
    from fresh f left join log.head h on h.organization_id = f.o and h.stream = f.s
    where f.turn = 1
  ),
  blocked as materialized (
    select exists (select from candidate where expected is not null and expected <> before) as yes
  ),
  written as (
    insert into log.event (position, organization_id, stream, version, type, schema_version, occurred_at, recorded_at,
      actor, correlation_id, causation_position, data, metadata)
    select tip + c.offset_before + e.i, c.o, c.s, c.before + e.i, e.x ->> 't', (e.x ->> 'v')::smallint,
      (e.x ->> 'w')::timestamptz, last_recorded, c.q ->> 'a', c.q ->> 'r', (c.q ->> 'u')::bigint, e.x -> 'd',
      coalesce(e.x -> 'm', '{}')
    from candidate c cross join lateral jsonb_array_elements(c.q -> 'e') with ordinality e(x, i)
    where not (select yes from blocked)
  ),
  heads as (
    insert into log.head as h (organization_id, stream, version, position)
    select c.o, c.s, max(c.before + c.c), max(tip + c.offset_before + c.c)
    from candidate c where not (select yes from blocked) group by c.o, c.s
    on conflict (organization_id, stream) do update set version = excluded.version, position = excluded.position
  ),
  keys as (
    insert into log.idempotency (organization_id, key, position, version, recorded_at)
    select c.o, c.k, tip + c.offset_before + c.c, c.before + c.c, last_recorded
    from candidate c where c.k is not null and not (select yes from blocked)
  )
  select known.n, 'duplicate' as outcome, known.position, known.version from known where not (select yes from blocked)
  union all
  select c.n, 'appended', tip + c.offset_before + c.c, c.before + c.c from candidate c where not (select yes from blocked)
  union all
  -- The same key twice in one batch: the second is a duplicate of the first.
  select f.n, 'duplicate', tip + c.offset_before + c.c, c.before + c.c
  from fresh f join candidate c on c.o = f.o and c.k = f.k
  where f.turn > 1 and not (select yes from blocked)
  union all
  select -1, 'blocked', null, null from blocked where yes
  loop
    if answer.outcome = 'blocked' then
      some_blocked := true;
    else
      some_written := some_written or answer.outcome = 'appended';
      some_duplicate := some_duplicate or answer.outcome = 'duplicate';
      n := answer.n;
      outcome := answer.outcome;
      position := answer.position;
      version := answer.version;
      return next;
    end if;
  end loop;

  if some_blocked then
    for answer in select * from log.append_singly(batch, tip, last_recorded) loop
      some_written := some_written or answer.outcome = 'appended';
      some_duplicate := some_duplicate or answer.outcome <> 'appended';
      n := answer.n;
      outcome := answer.outcome;
      position := answer.at;
      version := answer.reached;
      return next;
    end loop;
  end if;

  -- A payload whose event was not written belongs to nobody.
  if some_duplicate then
    delete from log.payload p using jsonb_array_elements(batch) q
    where jsonb_typeof(q -> 'p') = 'object'
      and p.organization_id = (q ->> 'o')::uuid and p.payload_id = (q -> 'p' ->> 'i')::uuid
      and not exists (
        select from log.event e
        where e.organization_id = p.organization_id and e.stream = q ->> 's' and e.position > tip);
  end if;
  if some_written and queues <> '{}' then
    perform log.wake(queues);
  end if;
end $$;
alter function log.append(text, bigint, text[]) owner to syncline_append;
revoke all on function log.append(text, bigint, text[]) from public;
grant execute on function log.append(text, bigint, text[]) to syncline_app, syncline_worker;
