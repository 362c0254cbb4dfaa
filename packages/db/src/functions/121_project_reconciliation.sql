-- One row per reconciliation and one per difference. Each part tells the sums up to itself, so the newest counts.
create or replace function read.project_reconciliation(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language plpgsql as $$
#variable_conflict use_column
begin
  -- Mostly there is nothing: that is found out for less than the statement below costs to begin.
  if not exists (
    select from log.event e where e.position > after and e.position <= upto
      and (e.stream ^@ 'reconciliation-' or e.stream ^@ 'discrepancy-')) then
    return;
  end if;

  return query
  with e as materialized (
    select e.position, e.organization_id, e.stream, e.type, e.recorded_at, e.actor, e.data
    from log.event e
    where e.position > after and e.position <= upto
      and e.type in ('ReconciliationStarted', 'ReconciliationAdvanced', 'ReconciliationCompleted',
        'ReconciliationCancelled', 'ReconciliationFailed', 'DiscrepancyResolved')
  ),
  sums as (
    select distinct on (organization_id, stream) organization_id, stream, data -> 'counts' as counts,
      data -> 'totals' as totals
    from e where type in ('ReconciliationAdvanced', 'ReconciliationCompleted')
    order by organization_id, stream, position desc
  ),
  part as (
    select distinct on (organization_id, stream) organization_id, stream, data ->> 'phase' as phase
    from e where type = 'ReconciliationAdvanced' order by organization_id, stream, position desc
  ),
  ended as (
    select organization_id, stream, recorded_at, data ->> 'code' as code,
      case type when 'ReconciliationCompleted' then 'completed' when 'ReconciliationCancelled' then 'cancelled'
        else 'failed' end as status
    from e where type in ('ReconciliationCompleted', 'ReconciliationCancelled', 'ReconciliationFailed')
  ),
  news as materialized (
    select g.organization_id, g.stream, substr(g.stream, 16)::uuid as id, g.listed, g.position, s.counts, s.totals,
      p.phase, d.status, d.code, d.recorded_at as ended_at
    from (
      select organization_id, stream, max(position) as position,
        coalesce(max((data #>> '{found,-1,number}')::int), 0) as listed
      from e where type <> 'DiscrepancyResolved' group by 1, 2
    ) g
    left join sums s using (organization_id, stream)
    left join part p using (organization_id, stream)
    left join ended d using (organization_id, stream)
  ),
  begun as (
    insert into reconciliation as t (organization_id, reconciliation_id, connection_id, provider, entity, number,
      range_from, range_to, status, error_code, phase, counts, totals, listed, actor, started_at, started_position,
      ended_at, last_position)
    select r.organization_id, n.id, (r.data ->> 'connectionId')::uuid, r.data ->> 'provider', r.data ->> 'entity',
      (r.data ->> 'number')::int, (r.data ->> 'from')::timestamptz, (r.data ->> 'to')::timestamptz,
      coalesce(n.status, 'running'), n.code, coalesce(n.phase, 'theirs'),
      coalesce(n.counts, '{"compared":0,"matched":0,"missing_here":0,"missing_there":0,"amount_differs":0,"fields_differ":0,"onTheWay":0,"unreadable":0}'),
      coalesce(n.totals, '[]'), n.listed, r.actor, r.recorded_at, r.position, n.ended_at, n.position
    from e r join news n on n.organization_id = r.organization_id and n.stream = r.stream
    where r.type = 'ReconciliationStarted'
    on conflict (organization_id, reconciliation_id) do nothing
    returning t.organization_id, t.reconciliation_id
  ),
  changed as (
    update reconciliation t set status = coalesce(n.status, t.status), error_code = coalesce(n.code, t.error_code),
      phase = coalesce(n.phase, t.phase), counts = coalesce(n.counts, t.counts), totals = coalesce(n.totals, t.totals),
      listed = greatest(t.listed, n.listed), ended_at = coalesce(n.ended_at, t.ended_at), last_position = n.position
    from news n
    where t.organization_id = n.organization_id and t.reconciliation_id = n.id and t.last_position < n.position
    returning t.organization_id, t.reconciliation_id
  ),
  resolved as materialized (
    select organization_id, (data ->> 'reconciliationId')::uuid as id, (data ->> 'number')::int as number,
      data ->> 'how' as state, data ->> 'reason' as reason, (data ->> 'syncId')::uuid as repair_sync_id,
      actor, recorded_at, position
    from e where type = 'DiscrepancyResolved'
  ),
  found as (
    insert into discrepancy (organization_id, reconciliation_id, number, kind, state, source_connection_id, source_id,
      external_id, sync_id, ours, theirs, fields, reason, repair_sync_id, resolved_by, resolved_at, last_position)
    select a.organization_id, substr(a.stream, 16)::uuid, f.number, f.kind, coalesce(d.state, 'open'),
      f."sourceConnectionId", f."sourceId", f."externalId", f."syncId", nullif(f.ours, 'null'), nullif(f.theirs, 'null'),
      f.fields, d.reason, d.repair_sync_id, d.actor, d.recorded_at, coalesce(d.position, a.position)
    from e a
    cross join lateral jsonb_to_recordset(a.data -> 'found') f (number int, kind text, "sourceConnectionId" uuid,
      "sourceId" text, "externalId" text, "syncId" uuid, ours jsonb, theirs jsonb, fields jsonb)
    left join resolved d on d.organization_id = a.organization_id and d.id = substr(a.stream, 16)::uuid
      and d.number = f.number
    where a.type = 'ReconciliationAdvanced'
    on conflict do nothing
    returning organization_id, reconciliation_id
  ),
  settled as (
    update discrepancy t set state = d.state, reason = d.reason, repair_sync_id = d.repair_sync_id,
      resolved_by = d.actor, resolved_at = d.recorded_at, last_position = d.position
    from resolved d
    where t.organization_id = d.organization_id and t.reconciliation_id = d.id and t.number = d.number
      and t.last_position < d.position
    returning t.organization_id, t.reconciliation_id
  )
  select organization_id, reconciliation_id from begun
  union select organization_id, reconciliation_id from changed
  union select organization_id, reconciliation_id from found
  union select organization_id, reconciliation_id from settled;
end $$;
alter function read.project_reconciliation(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_reconciliation(bigint, bigint) from public;
