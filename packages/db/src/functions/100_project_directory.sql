-- Organizations, connections and flows: small tables, newest event wins. Mergeable over any window of positions.
-- Like every projection it names its tables bare: the caller's search path says whether it folds into the live tables
-- (`read.advance`) or into those of a rebuild (`read.advance_rebuild`).
--
-- A row has two groups of columns, what it is and what was set on it, and either may be the newer one. The window's newest
-- event of each is held against what the row had before the window: so a connection that is connected again keeps what
-- was set on it, whatever the cut.
create or replace function read.project_directory(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language plpgsql as $$
#variable_conflict use_column
begin
  -- Mostly there is nothing: that is found out for less than the statements below cost to begin.
  if not exists (
    select from log.event e where e.position > after and e.position <= upto
      and (e.stream ^@ 'connection-' or e.stream ^@ 'flow-' or e.stream ^@ 'organization-')) then
    return;
  end if;

  insert into organization as t (organization_id, name, demo, last_position)
  select distinct on (e.organization_id) e.organization_id, e.data ->> 'name', (e.data ->> 'demo')::boolean, e.position
  from log.event e where e.position > after and e.position <= upto and e.type = 'OrganizationFounded'
  order by e.organization_id, e.position desc
  on conflict (organization_id) do update
    set name = excluded.name, demo = excluded.demo, last_position = excluded.last_position
    where t.last_position < excluded.last_position;

  update organization t set disabled_because = n.data ->> 'reason', last_position = n.position
  from (select distinct on (e.organization_id) e.organization_id, e.data, e.position
    from log.event e where e.position > after and e.position <= upto
      and e.type in ('OrganizationDisabled', 'OrganizationEnabled')
    order by e.organization_id, e.position desc) n
  where t.organization_id = n.organization_id and t.last_position < n.position;

  with newest as (
    select e.organization_id, substr(e.stream, 12)::uuid as connection_id, max(e.position) as last_position,
      max(e.position) filter (where e.type = 'ConnectionConnected') as connected,
      max(e.position) filter (where e.type = 'ConnectionRetryPolicySet') as policy,
      max(e.position) filter (where e.type = 'LimitPolicySet') as limited,
      max(e.position) filter (where e.type = 'ConnectionChoicesSet') as chosen,
      max(e.position) filter (where e.type = 'ConnectionScheduleSet') as scheduled,
      max(e.position) filter (where e.type = 'ConnectionScopeSet') as scoped,
      -- Where it leads is said by either.
      max(e.position) filter (where e.type in ('ConnectionConnected', 'ConnectionChoicesSet')) as placed,
      max(e.position) filter (where e.type in ('ConnectionDisabled', 'ConnectionEnabled')) as switched,
      max(e.position) filter (where e.type in ('ConnectionReconnectNeeded', 'ConnectionReconnected')) as signed,
      -- What is deleted stays so, whatever comes after.
      min(e.position) filter (where e.type = 'ConnectionDeleted') as deleted
    from log.event e where e.position > after and e.position <= upto
      and e.type in ('ConnectionConnected', 'ConnectionRetryPolicySet', 'ConnectionDisabled', 'ConnectionEnabled',
        'ConnectionDeleted', 'LimitPolicySet', 'ConnectionChoicesSet', 'ConnectionScheduleSet', 'ConnectionScopeSet',
        'ConnectionReconnectNeeded', 'ConnectionReconnected')
    group by e.organization_id, e.stream
  ),
  folded as materialized (
    select n.*, c.data as c, case when jsonb_typeof(p.data -> 'retryWaitsMs') = 'array' then
      array(select w::int from jsonb_array_elements_text(p.data -> 'retryWaitsMs') with ordinality x (w, n) order by n)
      end as retry_waits_ms,
      '{"atOnce": null}' || l.data as limits, h.data -> 'choices' as choices, w.data as placed_at, k.data as schedule,
      array(select jsonb_array_elements_text(o.data -> 'off')) as scope_off,
      case when n.deleted is not null then 'deleted' when s.type = 'ConnectionDisabled' then 'disabled'
        when s.type = 'ConnectionEnabled' then 'connected' end as status,
      case when n.deleted is not null then d.data ->> 'reason' else s.data ->> 'reason' end as status_reason,
      case when r.type = 'ConnectionReconnectNeeded' then r.recorded_at end as reconnect_needed_at
    from newest n left join log.event c on c.position = n.connected left join log.event p on p.position = n.policy
      left join log.event l on l.position = n.limited left join log.event h on h.position = n.chosen
      left join log.event w on w.position = n.placed left join log.event k on k.position = n.scheduled
      left join log.event o on o.position = n.scoped
      left join log.event s on s.position = n.switched left join log.event d on d.position = n.deleted
      left join log.event r on r.position = n.signed
  ),
  changed as (
    update connection t set
      provider = case when f.connected > t.last_position then f.c ->> 'provider' else t.provider end,
      name = case when f.connected > t.last_position then f.c ->> 'name' else t.name end,
      venue = case when f.connected > t.last_position then f.c ->> 'venue' else t.venue end,
      account_id = case when f.placed > t.last_position then f.placed_at ->> 'accountId' else t.account_id end,
      base_url = case when f.placed > t.last_position then f.placed_at ->> 'baseUrl' else t.base_url end,
      retry_waits_ms = case when f.policy > t.last_position then f.retry_waits_ms else t.retry_waits_ms end,
      limits = case when f.limited > t.last_position then f.limits else t.limits end,
      choices = case when f.chosen > t.last_position then f.choices else t.choices end,
      schedule = case when f.scheduled > t.last_position then f.schedule else t.schedule end,
      scope_off = case when f.scoped > t.last_position then f.scope_off else t.scope_off end,
      status = case when t.status = 'deleted' then t.status else coalesce(f.status, t.status) end,
      status_reason = case when t.status = 'deleted' or f.status is null then t.status_reason else f.status_reason end,
      reconnect_needed_at = case when f.signed > t.last_position then f.reconnect_needed_at else t.reconnect_needed_at end,
      last_position = f.last_position
    from folded f
    where t.organization_id = f.organization_id and t.connection_id = f.connection_id and t.last_position < f.last_position
  )
  insert into connection (organization_id, connection_id, provider, name, venue, account_id, base_url, retry_waits_ms,
    limits, choices, schedule, scope_off, status, status_reason, reconnect_needed_at, last_position)
  select f.organization_id, f.connection_id, f.c ->> 'provider', f.c ->> 'name', f.c ->> 'venue',
    f.placed_at ->> 'accountId', f.placed_at ->> 'baseUrl', f.retry_waits_ms, f.limits, coalesce(f.choices, '{}'),
    f.schedule, f.scope_off, coalesce(f.status, 'connected'), f.status_reason, f.reconnect_needed_at, f.last_position
  from folded f where f.connected is not null
  on conflict (organization_id, connection_id) do nothing;

  with newest as (
    select e.organization_id, substr(e.stream, 6)::uuid as flow_id, max(e.position) as last_position,
      max(e.position) filter (where e.type = 'FlowEnabled') as enabled,
      max(e.position) filter (where e.type = 'FlowConflictPolicySet') as policy,
      max(e.position) filter (where e.type in ('FlowEnabled', 'FlowDisabled')) as switched,
      max(e.position) filter (where e.type in ('FlowEnabled', 'MappingPublished')) as mapped
    from log.event e where e.position > after and e.position <= upto
      and e.type in ('FlowEnabled', 'FlowDisabled', 'FlowConflictPolicySet', 'MappingPublished')
    group by e.organization_id, e.stream
  ),
  folded as materialized (
    select n.*, c.data as c, p.data ->> 'policy' as conflict_policy, (m.data ->> 'mappingVersion')::int as mapping_version,
      s.type = 'FlowDisabled' as disabled
    from newest n left join log.event c on c.position = n.enabled left join log.event p on p.position = n.policy
      left join log.event m on m.position = n.mapped left join log.event s on s.position = n.switched
  ),
  changed as (
    update flow t set
      entity = case when f.enabled > t.last_position then f.c ->> 'entity' else t.entity end,
      source_connection_id = case when f.enabled > t.last_position then (f.c ->> 'sourceConnectionId')::uuid
        else t.source_connection_id end,
      target_connection_id = case when f.enabled > t.last_position then (f.c ->> 'targetConnectionId')::uuid
        else t.target_connection_id end,
      mapping_version = case when f.mapped > t.last_position then f.mapping_version else t.mapping_version end,
      conflict_policy = case when f.policy > t.last_position then f.conflict_policy else t.conflict_policy end,
      disabled = case when f.switched > t.last_position then f.disabled else t.disabled end,
      last_position = f.last_position
    from folded f
    where t.organization_id = f.organization_id and t.flow_id = f.flow_id and t.last_position < f.last_position
  )
  insert into flow (organization_id, flow_id, entity, source_connection_id, target_connection_id, mapping_version,
    conflict_policy, disabled, last_position)
  select f.organization_id, f.flow_id, f.c ->> 'entity', (f.c ->> 'sourceConnectionId')::uuid,
    (f.c ->> 'targetConnectionId')::uuid, f.mapping_version, coalesce(f.conflict_policy, 'source_wins'),
    f.disabled, f.last_position
  from folded f where f.enabled is not null
  on conflict (organization_id, flow_id) do nothing;
  return;
end $$;
alter function read.project_directory(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_directory(bigint, bigint) from public;
