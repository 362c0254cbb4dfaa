-- The smallest UUIDv7 of a moment: its first 48 bits are milliseconds since 1970.
create or replace function log.uuid_floor(moment timestamptz) returns uuid
language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;
alter function log.uuid_floor(timestamptz) owner to syncline_owner;
