-- The slow road of log.append: some request of the batch does not fit its stream. Takes them one after another, under
-- the lock that the caller holds, so that every one gets its own verdict.
create or replace function log.append_singly(batch jsonb, tip bigint, recorded timestamptz)
returns table (n int, outcome text, at bigint, reached int)
language plpgsql security definer set search_path = log, pg_temp as $$
declare
  request jsonb;
  known record;
  current int;
  ordinal int := 0;
  size int;
begin
  for request in select q from jsonb_array_elements(batch) q loop
    n := ordinal;
    ordinal := ordinal + 1;
    select i.position, i.version into known from log.idempotency i
      where i.organization_id = (request ->> 'o')::uuid and i.key = request ->> 'k';
    if found then
      outcome := 'duplicate'; at := known.position; reached := known.version;
      return next;
      continue;
    end if;
    select h.version into current from log.head h
      where h.organization_id = (request ->> 'o')::uuid and h.stream = request ->> 's';
    current := coalesce(current, 0);
    if (request ->> 'x')::int <> current then
      outcome := 'conflict'; at := null; reached := current;
      return next;
      continue;
    end if;
    size := (request ->> 'c')::int;
    insert into log.event (position, organization_id, stream, version, type, schema_version, occurred_at, recorded_at,
      actor, correlation_id, causation_position, data, metadata)
    select tip + i, (request ->> 'o')::uuid, request ->> 's', current + i, x ->> 't', (x ->> 'v')::smallint,
      (x ->> 'w')::timestamptz, recorded, request ->> 'a', request ->> 'r', (request ->> 'u')::bigint, x -> 'd',
      coalesce(x -> 'm', '{}')
    from jsonb_array_elements(request -> 'e') with ordinality e(x, i);
    tip := tip + size;
    insert into log.head as h (organization_id, stream, version, position)
    values ((request ->> 'o')::uuid, request ->> 's', current + size, tip)
    on conflict (organization_id, stream) do update set version = excluded.version, position = excluded.position;
    if request ->> 'k' is not null then
      insert into log.idempotency (organization_id, key, position, version, recorded_at)
      values ((request ->> 'o')::uuid, request ->> 'k', tip, current + size, recorded);
    end if;
    outcome := 'appended'; at := tip; reached := current + size;
    return next;
  end loop;
end $$;
alter function log.append_singly(jsonb, bigint, timestamptz) owner to syncline_append;
revoke all on function log.append_singly(jsonb, bigint, timestamptz) from public;
