-- Makes partitions ahead of need: `ahead` empty ones beyond the one in use, and payload months for the next two.
-- Returns how many it made. Safe to call from several workers at once.
create or replace function log.extend_partitions(width bigint default 2000000, ahead int default 2) returns int
language plpgsql security definer set search_path = log, pg_temp as $$
declare
  made int := 0;
  highest bigint;
  tip bigint;
  month timestamptz;
  bounds text[];
begin
  perform pg_advisory_xact_lock(hashtext('syncline.partitions'));
  select coalesce(max(h.position), 0) into tip from log.head h;
  select coalesce(max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''?(\d+)''?\)'))[1]::bigint), 1)
    into highest
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'log.event'::regclass;
  while highest <= tip + width * ahead loop
    perform log.new_event_partition(highest, highest + width);
    highest := highest + width;
    made := made + 1;
  end loop;
  for month in select generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '2 months', interval '1 month') loop
    if to_regclass(format('log.payload_%s', to_char(month, 'YYYYMM'))) is null then
      bounds := array[log.uuid_floor(month), log.uuid_floor(month + interval '1 month')];
      execute format('create table log.%I (like log.payload including defaults)', 'payload_' || to_char(month, 'YYYYMM'));
      -- Sealed bytes don't compress, so nothing tries; and up to a page they stay in the row, one place to write and read.
      execute format('alter table log.%I alter sealed set storage external, set (toast_tuple_target = 8160)',
        'payload_' || to_char(month, 'YYYYMM'));
      execute format('alter table log.%I enable row level security', 'payload_' || to_char(month, 'YYYYMM'));
      execute format('alter table log.%I force row level security', 'payload_' || to_char(month, 'YYYYMM'));
      execute format('revoke all on log.%I from public', 'payload_' || to_char(month, 'YYYYMM'));
      execute format('alter table log.payload attach partition log.%I for values from (%L) to (%L)',
        'payload_' || to_char(month, 'YYYYMM'), bounds[1], bounds[2]);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
alter function log.extend_partitions(bigint, int) owner to syncline_owner;
revoke all on function log.extend_partitions(bigint, int) from public;
grant execute on function log.extend_partitions(bigint, int) to syncline_worker;
