-- Finds which record an object is and takes its lane to a connection for one sync, in one round trip.
--
-- The record is the one the object is linked to; else the one that the object says it came from, if the target knows
-- that or one whose records go where the object is; else a new one, named after the object. `taken` is false while another sync of the record holds the lane, or
-- one that writes to the very object this sync was read from: what it does has to be known first.
--
-- A holder that died before it could let go is overtaken once nothing of it is out. `ticket` is new each time, also
-- when the same sync takes its lane again: only who took it last may leave it.
do $$ begin
  -- Before tickets it answered without one.
  if not exists (select from pg_proc p where p.oid = to_regprocedure(
      'coordination.take_lane(uuid, uuid, text, text, text, text, uuid, uuid, text, interval)')
    and 'ticket' = any (p.proargnames)) then
    drop function if exists coordination.take_lane(uuid, uuid, text, text, text, text, uuid, uuid, text, interval);
  end if;
end $$;
create or replace function coordination.take_lane(
  organization uuid, source_connection uuid, source_account text, kind text, source_id text, external_ref text,
  target_connection uuid, sync uuid, by_worker text, lease interval)
returns table (taken boolean, record_id uuid, external_id text, external_version bigint, account_id text,
  source_version text, deleted boolean, written_version bigint, ticket bigint)
language plpgsql set search_path = coordination, pg_temp as $$
#variable_conflict use_column
declare known uuid;
begin
  select l.record_id into known
  from link l where l.organization_id = organization and l.connection_id = source_connection
    and l.account_id = source_account and l.entity = kind and l.external_id = source_id;
  if known is null then
    if external_ref is not null then
      select l.record_id into known
      from link l join read.connection c on c.organization_id = organization and c.connection_id = l.connection_id
      where l.organization_id = organization and l.entity = kind
        and l.external_id in (external_ref, substr(external_ref, strpos(external_ref, ':') + 1))
        and is_referred(external_ref, l.external_id, c.account_id, c.connection_id)
        and (l.connection_id = target_connection or l.connection_id in (
          select f.source_connection_id from read.flow f
          where f.organization_id = organization and f.target_connection_id = source_connection and f.entity = kind))
      order by l.connection_id = target_connection desc limit 1;
    end if;
    known := coalesce(known, record_id(organization, source_connection, source_account, kind, source_id));
    insert into link as l (organization_id, connection_id, account_id, entity, external_id, record_id)
    values (organization, source_connection, source_account, kind, source_id, known)
    on conflict (organization_id, connection_id, account_id, entity, external_id)
      do update set record_id = l.record_id returning l.record_id into known;
  end if;
  record_id := known;

  -- Both lanes in one order: of two syncs that go opposite ways one waits for the other.
  perform from lane l where l.organization_id = organization and l.record_id = known
    and l.connection_id in (source_connection, target_connection) order by l.connection_id for update;
  taken := not exists (
    select from lane l where l.organization_id = organization and l.record_id = known
      and l.connection_id in (source_connection, target_connection)
      and l.holder is distinct from sync and not lane_is_free(organization, l.holder, l.holder_worker, l.expires_at));
  if not taken then
    return next;
    return;
  end if;

  -- What a dead holder wrote, here or at the source, is learned from the last fact of its stream.
  insert into link as l (organization_id, connection_id, account_id, entity, external_id, record_id, external_version)
  select organization, s.connection_id,
    coalesce((select k.account_id from link k where k.organization_id = organization and k.record_id = known
      and k.connection_id = s.connection_id limit 1), ''),
    kind, s.external_id, known,
    (e.data ->> 'externalVersion')::bigint
  from lane l join read.sync_status s on s.organization_id = organization and s.sync_id = l.holder
    join log.head h on h.organization_id = organization and h.stream = 'sync-' || s.sync_id
    join log.event e on e.position = h.position
  where l.organization_id = organization and l.record_id = known
    and l.connection_id in (source_connection, target_connection)
    and l.holder <> sync and s.status = 'synced' and s.external_id is not null
  on conflict (organization_id, connection_id, account_id, entity, external_id) do update
    set external_version = greatest(l.external_version, excluded.external_version);
  select l.external_version into written_version
  from link l where l.organization_id = organization and l.connection_id = source_connection
    and l.account_id = source_account and l.entity = kind and l.external_id = source_id;
  insert into lane as l (organization_id, record_id, connection_id, holder, holder_worker, expires_at, ticket)
  values (organization, known, target_connection, sync, by_worker, now() + lease, 1)
  on conflict (organization_id, record_id, connection_id) do update
    set holder = excluded.holder, holder_worker = excluded.holder_worker, expires_at = excluded.expires_at,
      ticket = l.ticket + 1,
      source_versions = coalesce((
        select written(l.source_versions, l.source_version, s.source_connection_id, s.source_version)
        from read.sync_status s
        where s.organization_id = organization and s.sync_id = l.holder and s.status = 'synced'), l.source_versions)
    where l.holder = sync or lane_is_free(organization, l.holder, l.holder_worker, l.expires_at)
  returning written_of(l.source_versions, l.source_version, source_connection), l.deleted, l.ticket
    into source_version, deleted, ticket;
  -- Another took it between the look and the insert, on a lane that was not there to be locked.
  taken := found;
  if taken then
    select l.external_id, l.external_version, l.account_id into external_id, external_version, account_id
    from link l where l.organization_id = organization and l.record_id = known
      and l.connection_id = target_connection limit 1;
  end if;
  return next;
end $$;
alter function coordination.take_lane(uuid, uuid, text, text, text, text, uuid, uuid, text, interval)
  owner to syncline_owner;
revoke all on function coordination.take_lane(uuid, uuid, text, text, text, text, uuid, uuid, text, interval)
  from public;
grant execute on function coordination.take_lane(uuid, uuid, text, text, text, text, uuid, uuid, text, interval)
  to syncline_worker;
