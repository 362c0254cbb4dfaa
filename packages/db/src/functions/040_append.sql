-- Appends many requests in one commit. Each request goes to one stream, with one or more events, and succeeds or fails
-- by itself: duplicates and version conflicts come back as verdicts, they never fail their neighbours.
--
-- events    JSON array with one array per event, in the order of their positions; a request's events follow each other:
--           0 organization  1 stream  2 type  3 schema version  4 occurred at, in milliseconds since 1970  5 actor  6 correlation id
--           7 causation position or null  8 data
--           9 expected version or null, on a request's first event  10 idempotency key or null, on its last
--           11 number of its request, from 0  12 its place, from 1, among the events of its stream in this call
--           13 whether it is the last of its stream in this call
--           14 true where its request conflicts unless the one before it on the stream, in this call, was written
-- payloads  JSON array of [organization, payload id, first byte, from 1, length, idempotency key or null, stream], or null
-- sealed    the payloads' bytes one after another, or null
-- floor     a position known to exist, or 0: lets the planner look at the newest partition only
-- queues    wake queues to ring
--
-- Answers with one row. `verdicts` null: everything was written, `versions` has one element per event and their
-- positions are those that follow `tip`. Otherwise `verdicts`, `positions` and `versions` have one element per request.
--
-- Order: what needs no order first (payloads), then the one advisory lock, then heads, events, keys, wake-up, commit.
-- Runs under READ COMMITTED as a single statement of its own, never inside BEGIN: every statement in here that follows
-- the lock sees what the last holder committed.
--
-- What it costs, measured by `bench append`: arrays are a third cheaper to take apart than objects; places within a
-- stream come from the caller, who counts them for nothing, where window functions sort; under the lock nobody else
-- writes heads, so a plain INSERT does for new ones and ON CONFLICT, which searches each twice, is left to the others;
-- one row of arrays is cheaper to send than a row per request; payloads travel as bytes, since as base64 they would be
-- read twice as text and once as JSON. Sequential scans are off because the plan lives as long as the session: one made while the
-- tables were small would be kept when they are large. For the same reason tables are looked into row by row, by
-- scalar subqueries: joins with them are planned as a walk through the whole index, which grows with the table.
drop function if exists log.append(text, text, bigint, text[]);
create or replace function log.append(events text, payloads text, sealed bytea, floor bigint, queues text[])
returns table (tip bigint, verdicts text[], positions bigint[], versions int[])
language plpgsql security definer set search_path = log, pg_temp set enable_seqscan = off as $$
#variable_conflict use_variable
declare
  batch jsonb := events::jsonb;
  last_recorded timestamptz;
  payload jsonb;
begin
  if payloads is not null then
    insert into log.payload (organization_id, payload_id, sealed)
    select (q ->> 0)::uuid, (q ->> 1)::uuid, substring(sealed from (q ->> 2)::int for (q ->> 3)::int)
    from jsonb_array_elements(payloads::jsonb) q
    where (select true from log.idempotency i where i.organization_id = (q ->> 0)::uuid and i.key = q ->> 4) is null;
  end if;

  perform pg_advisory_xact_lock(7001);

  select e.position, e.recorded_at into tip, last_recorded
  from log.event e where e.position >= floor order by e.position desc limit 1;
  if tip is null and floor > 0 then
    select e.position, e.recorded_at into tip, last_recorded from log.event e order by e.position desc limit 1;
  end if;
  tip := coalesce(tip, 0);
  last_recorded := greatest(clock_timestamp(), last_recorded);

  with arriving as (
    select n, (q ->> 0)::uuid as organization_id, q ->> 1 as stream, (q ->> 9)::int as expected, q ->> 10 as key,
      (q ->> 12)::int as place, (q ->> 13)::boolean as newest, q
    from jsonb_array_elements(batch) with ordinality x (q, n)
  ),
  placed as materialized (
    select a.*, coalesce((
      select h.version from log.head h where h.organization_id = a.organization_id and h.stream = a.stream), 0) as head
    from arriving a
  ),
  -- What cannot simply be written: a version that does not fit, a known key, a key twice in this call.
  blocked as materialized (
    select exists (select from placed p where p.expected <> p.head + p.place - 1)
      or exists (select from placed p where p.key is not null and (
        select true from log.idempotency i where i.organization_id = p.organization_id and i.key = p.key))
      or (select count(p.key) > count(distinct p.key) from placed p) as yes
  ),
  writable as not materialized (
    select p.*, p.head + p.place as version from placed p where not (select yes from blocked)
  ),
  written as (
    insert into log.event (position, organization_id, stream, version, type, schema_version, occurred_at, recorded_at,
      actor, correlation_id, causation_position, data)
    select tip + w.n, w.organization_id, w.stream, w.version, w.q ->> 2, (w.q ->> 3)::smallint,
      to_timestamp((w.q ->> 4)::float8 / 1000), last_recorded, w.q ->> 5, w.q ->> 6, (w.q ->> 7)::bigint, w.q -> 8
    from writable w
  ),
  first_heads as (
    insert into log.head (organization_id, stream, version, position)
    select w.organization_id, w.stream, w.version, tip + w.n from writable w where w.newest and w.head = 0
  ),
  moved_heads as (
    insert into log.head (organization_id, stream, version, position)
    select w.organization_id, w.stream, w.version, tip + w.n from writable w where w.newest and w.head > 0
    on conflict (organization_id, stream) do update set version = excluded.version, position = excluded.position
  ),
  keys as (
    insert into log.idempotency (organization_id, key, position, version, recorded_at)
    select w.organization_id, w.key, tip + w.n, w.version, last_recorded from writable w where w.key is not null
  )
  select array_agg(w.version order by w.n) into versions from writable w;

  if versions is null then
    select array_agg(s.outcome order by s.n), array_agg(s.at order by s.n), array_agg(s.reached order by s.n)
      into verdicts, positions, versions
      from log.append_singly(batch, tip, last_recorded) s;
    -- A payload whose event was not written belongs to nobody.
    for payload in select q from jsonb_array_elements(payloads::jsonb) q loop
      delete from log.payload p
      where p.organization_id = (payload ->> 0)::uuid and p.payload_id = (payload ->> 1)::uuid
        and not exists (
          select from log.event e
          where e.organization_id = p.organization_id and e.stream = payload ->> 5 and e.position > tip);
    end loop;
  end if;
  if queues <> '{}' and (verdicts is null or 'appended' = any (verdicts)) then
    perform log.wake(queues);
  end if;
  return next;
end $$;
alter function log.append(text, text, bytea, bigint, text[]) owner to syncline_append;
revoke all on function log.append(text, text, bytea, bigint, text[]) from public;
grant execute on function log.append(text, text, bytea, bigint, text[]) to syncline_app, syncline_worker;
