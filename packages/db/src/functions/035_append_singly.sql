-- The slow road of log.append: some request of the batch does not fit its stream. Takes them one after another, under
-- the lock that the caller holds, so that every one gets its own verdict. Takes events in the form of log.append.
create or replace function log.append_singly(batch jsonb, tip bigint, recorded timestamptz)
returns table (n int, outcome text, at bigint, reached int)
language plpgsql security definer set search_path = log, pg_temp set enable_seqscan = off as $$
declare
  request record;
  known record;
  current int;
  unwritten text[] := '{}';
begin
  for request in
    select (q ->> 11)::int as number, (q ->> 0)::uuid as organization_id, q ->> 1 as stream,
      max((q ->> 9)::int) as expected, max(q ->> 10) as key, bool_or(q ->> 14 is not null) as follows,
      count(*)::int as size, array_agg(q order by x.n) as events
    from jsonb_array_elements(batch) with ordinality x (q, n)
    group by 1, 2, 3 order by 1
  loop
    n := request.number;
    select i.position, i.version into known from log.idempotency i
      where i.organization_id = request.organization_id and i.key = request.key;
    if found then
      outcome := 'duplicate'; at := known.position; reached := known.version;
      unwritten := unwritten || (request.organization_id || '/' || request.stream);
      return next;
      continue;
    end if;
    select h.version into current from log.head h
      where h.organization_id = request.organization_id and h.stream = request.stream;
    current := coalesce(current, 0);
    if request.expected <> current
      or request.follows and request.organization_id || '/' || request.stream = any (unwritten) then
      unwritten := unwritten || (request.organization_id || '/' || request.stream);
      outcome := 'conflict'; at := null; reached := current;
      return next;
      continue;
    end if;
    insert into log.event (position, organization_id, stream, version, type, schema_version, occurred_at, recorded_at,
      actor, correlation_id, causation_position, data)
    select tip + e.i, request.organization_id, request.stream, current + e.i, q ->> 2, (q ->> 3)::smallint,
      to_timestamp((q ->> 4)::float8 / 1000), recorded, q ->> 5, q ->> 6, (q ->> 7)::bigint, q -> 8
    from unnest(request.events) with ordinality e (q, i);
    tip := tip + request.size;
    reached := current + request.size;
    insert into log.head as h (organization_id, stream, version, position)
    values (request.organization_id, request.stream, reached, tip)
    on conflict (organization_id, stream) do update set version = excluded.version, position = excluded.position;
    if request.key is not null then
      insert into log.idempotency (organization_id, key, position, version, recorded_at)
      values (request.organization_id, request.key, tip, reached, recorded);
    end if;
    outcome := 'appended'; at := tip;
    return next;
  end loop;
end $$;
alter function log.append_singly(jsonb, bigint, timestamptz) owner to syncline_append;
revoke all on function log.append_singly(jsonb, bigint, timestamptz) from public;
