-- Organizations, connections and flows: small tables, newest event wins. Mergeable over any window of positions.
-- Like every projection it names its tables bare: the caller's search path says whether it folds into the live tables
-- (`read.advance`) or into those of a rebuild (`read.advance_rebuild`).
create or replace function read.project_directory(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language plpgsql as $$
#variable_conflict use_column
begin
  insert into organization as t (organization_id, name, demo, last_position)
  select distinct on (e.organization_id) e.organization_id, e.data ->> 'name', (e.data ->> 'demo')::boolean, e.position
  from log.event e where e.position > after and e.position <= upto and e.type = 'OrganizationFounded'
  order by e.organization_id, e.position desc
  on conflict (organization_id) do update
    set name = excluded.name, demo = excluded.demo, last_position = excluded.last_position
    where t.last_position < excluded.last_position;

  insert into connection as t (organization_id, connection_id, provider, name, venue, account_id, base_url, last_position)
  select distinct on (e.organization_id, e.stream) e.organization_id, substr(e.stream, 12)::uuid, e.data ->> 'provider',
    e.data ->> 'name', e.data ->> 'venue', e.data ->> 'accountId', e.data ->> 'baseUrl', e.position
  from log.event e where e.position > after and e.position <= upto and e.type = 'ConnectionConnected'
  order by e.organization_id, e.stream, e.position desc
  on conflict (organization_id, connection_id) do update
    set provider = excluded.provider, name = excluded.name, venue = excluded.venue, account_id = excluded.account_id,
      base_url = excluded.base_url, last_position = excluded.last_position
    where t.last_position < excluded.last_position;

  insert into flow as t (organization_id, flow_id, entity, source_connection_id, target_connection_id, mapping_version, last_position)
  select distinct on (e.organization_id, e.stream) e.organization_id, substr(e.stream, 6)::uuid, e.data ->> 'entity',
    (e.data ->> 'sourceConnectionId')::uuid, (e.data ->> 'targetConnectionId')::uuid, (e.data ->> 'mappingVersion')::int, e.position
  from log.event e where e.position > after and e.position <= upto and e.type = 'FlowEnabled'
  order by e.organization_id, e.stream, e.position desc
  on conflict (organization_id, flow_id) do update
    set entity = excluded.entity, source_connection_id = excluded.source_connection_id,
      target_connection_id = excluded.target_connection_id, mapping_version = excluded.mapping_version,
      last_position = excluded.last_position
    where t.last_position < excluded.last_position;
  return;
end $$;
alter function read.project_directory(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_directory(bigint, bigint) from public;
