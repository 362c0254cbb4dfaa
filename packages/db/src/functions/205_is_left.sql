-- Whether the holder of a lane has let go of it without saying so: settled, or silent for the length of its lease and
-- with nothing out. A sync that the projection does not know yet was asked for a moment ago.
create or replace function coordination.is_left(organization uuid, holder uuid, expires_at timestamptz)
returns boolean language sql stable set search_path = coordination, pg_temp as $$
  select coalesce((select s.status in ('synced', 'skipped', 'cancelled')
      or (is_left.expires_at < now() and s.status <> 'syncing' and s.hold is distinct from 'outcome_unknown')
    from read.sync_status s where s.organization_id = organization and s.sync_id = holder), is_left.expires_at < now())
$$;
alter function coordination.is_left(uuid, uuid, timestamptz) owner to syncline_owner;
revoke all on function coordination.is_left(uuid, uuid, timestamptz) from public;
grant execute on function coordination.is_left(uuid, uuid, timestamptz) to syncline_worker;
