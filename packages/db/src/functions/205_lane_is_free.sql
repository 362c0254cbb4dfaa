-- Whether a lane may be taken from its holder: nobody has it, its sync is settled, its time is up and nothing of it is out,
-- or it waits with nothing out and its worker is gone. What is out stays in its lane, however long: the sweep and the
-- retries settle it. What the log says of the sync decides, so the projection has to have seen it all.
create or replace function coordination.lane_is_free(
  organization uuid, held_by uuid, held_by_worker text, held_until timestamptz)
returns boolean language sql stable set search_path = coordination, pg_temp as $$
  select held_by is null or (held_until < now() and not exists (
    select from read.sync_status s where s.organization_id = organization and s.sync_id = held_by
      and (s.status = 'syncing' or s.status = 'pending' and s.certainty = 'unknown'))) or exists (
    select from read.sync_status s
      join log.head h on h.organization_id = s.organization_id and h.stream = 'sync-' || s.sync_id
        and h.position = s.last_position
    where s.organization_id = organization and s.sync_id = held_by
      and (s.status in ('synced', 'failed', 'skipped', 'cancelled')
        or s.status = 'pending' and s.certainty is distinct from 'unknown' and not exists (
          select from worker w where w.worker = held_by_worker and w.seen_at > now() - interval '10 seconds')))
$$;
alter function coordination.lane_is_free(uuid, uuid, text, timestamptz) owner to syncline_owner;
revoke all on function coordination.lane_is_free(uuid, uuid, text, timestamptz) from public;
grant execute on function coordination.lane_is_free(uuid, uuid, text, timestamptz) to syncline_worker;
