-- Remembers what was learned of the target's object and lets the next sync of the record go, unless the sync took the
-- lane again since: then that is for whoever holds the newer ticket.
drop function if exists coordination.leave_lane(uuid, uuid, uuid, text, uuid, text, text, bigint, text, boolean);
drop function if exists coordination.leave_lane(uuid, uuid, uuid, text, uuid, bigint, text, text, bigint, text, boolean);
create or replace function coordination.leave_lane(
  organization uuid, record uuid, target_connection uuid, kind text, sync uuid, held_ticket bigint,
  target_account text, target_id text, target_version bigint, source_connection uuid, written_version text, gone boolean)
returns void language plpgsql set search_path = coordination, pg_temp as $$
begin
  if target_id is not null then
    insert into link as l (organization_id, connection_id, account_id, entity, external_id, record_id, external_version)
    values (organization, target_connection, target_account, kind, target_id, record, target_version)
    on conflict (organization_id, connection_id, account_id, entity, external_id) do update
      set record_id = excluded.record_id, external_version = greatest(l.external_version, excluded.external_version);
  end if;
  update lane l set
    holder = case when l.holder = sync and l.ticket = held_ticket then null else l.holder end,
    source_versions = case when written_version is null then l.source_versions
      else written(l.source_versions, l.source_version, source_connection, written_version) end,
    deleted = l.deleted or gone
  where l.organization_id = organization and l.record_id = record and l.connection_id = target_connection;
end $$;
alter function coordination.leave_lane(uuid, uuid, uuid, text, uuid, bigint, text, text, bigint, uuid, text, boolean)
  owner to syncline_owner;
revoke all on function coordination.leave_lane(uuid, uuid, uuid, text, uuid, bigint, text, text, bigint, uuid, text, boolean)
  from public;
grant execute on function coordination.leave_lane(uuid, uuid, uuid, text, uuid, bigint, text, text, bigint, uuid, text, boolean)
  to syncline_worker;
