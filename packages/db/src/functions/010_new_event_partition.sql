-- Makes one partition of the log. Row-level security, triggers and grants are not inherited, so all of it is said
-- here once. (Statement triggers, because row triggers never fire where row-level security leaves no row.) The partition is complete before it is attached: nobody can reach it half-protected.
create or replace function log.new_event_partition(low bigint, high bigint) returns void
language plpgsql security definer set search_path = log, pg_temp as $$
declare name text := format('event_%s', low);
begin
  execute format('create table log.%I (like log.event including defaults)', name);
  execute format('alter table log.%I add primary key (position)', name);
  execute format('alter table log.%I add constraint %I unique (organization_id, stream, version)', name, name || '_stream_key');
  execute format('alter table log.%I enable row level security', name);
  execute format('alter table log.%I force row level security', name);
  execute format('create trigger refuse_change before update or delete or truncate on log.%I for each statement execute function log.refuse()', name);
  execute format('revoke all on log.%I from public', name);
  execute format('alter table log.event attach partition log.%I for values from (%s) to (%s)', name, low, high);
end $$;
alter function log.new_event_partition(bigint, bigint) owner to syncline_owner;
revoke all on function log.new_event_partition(bigint, bigint) from public;
