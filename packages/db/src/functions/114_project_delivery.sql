-- One row per webhook as it arrived. The rule is the domain's `evolveDelivery` said in sets: the newest verdict counts,
-- a replay waits for its own, and the newest routing says which syncs came of it.
create or replace function read.project_delivery(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language sql as $$
  with e as materialized (
    select e.position, e.organization_id, e.stream, e.type, e.recorded_at, e.correlation_id, e.data
    from log.event e
    where e.position > after and e.position <= upto
      and e.type in ('WebhookReceived', 'WebhookRouted', 'WebhookIgnored', 'WebhookQuarantined', 'WebhookReplayed')
  ),
  verdict as materialized (
    select v.*, r.sync_ids, coalesce(p.replays, 0) as replays
    from (
      select distinct on (organization_id, stream) organization_id, stream, position,
        case type when 'WebhookRouted' then 'routed' when 'WebhookIgnored' then 'ignored'
          when 'WebhookQuarantined' then 'quarantined' else 'received' end as status,
        case when type <> 'WebhookReplayed' then data ->> 'reason' end as reason,
        case when type <> 'WebhookReplayed' then recorded_at end as settled_at
      from e where type <> 'WebhookReceived'
      order by organization_id, stream, position desc
    ) v
    left join (
      select distinct on (organization_id, stream) organization_id, stream,
        array(select jsonb_array_elements_text(data -> 'syncIds')::uuid) as sync_ids
      from e where type = 'WebhookRouted'
      order by organization_id, stream, position desc
    ) r on r.organization_id = v.organization_id and r.stream = v.stream
    left join (
      select organization_id, stream, count(*)::int as replays from e where type = 'WebhookReplayed' group by 1, 2
    ) p on p.organization_id = v.organization_id and p.stream = v.stream
  ),
  begun as (
    insert into delivery as t (organization_id, delivery_id, connection_id, provider, event_type, provider_event_id,
      payload_id, size_bytes, correlation_id, status, reason, sync_ids, replays, received_at, received_position,
      settled_at, last_position)
    select r.organization_id, substr(r.stream, 10)::uuid, (r.data ->> 'connectionId')::uuid, r.data ->> 'provider',
      r.data ->> 'eventType', r.data ->> 'providerEventId', (r.data ->> 'payloadId')::uuid,
      (r.data ->> 'sizeBytes')::int, r.correlation_id, coalesce(v.status, 'received'), v.reason,
      coalesce(v.sync_ids, '{}'), coalesce(v.replays, 0), r.recorded_at, r.position, v.settled_at,
      coalesce(v.position, r.position)
    from e r
    left join verdict v on v.organization_id = r.organization_id and v.stream = r.stream
    where r.type = 'WebhookReceived'
    on conflict (organization_id, delivery_id) do nothing
    returning t.organization_id, t.delivery_id
  ),
  changed as (
    update delivery t set status = v.status, reason = v.reason, sync_ids = coalesce(v.sync_ids, t.sync_ids),
      replays = t.replays + v.replays, settled_at = v.settled_at, last_position = v.position
    from verdict v
    where t.organization_id = v.organization_id and t.delivery_id = substr(v.stream, 10)::uuid
      and t.last_position < v.position
    returning t.organization_id, t.delivery_id
  )
  select organization_id, delivery_id from begun union select organization_id, delivery_id from changed
$$;
alter function read.project_delivery(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_delivery(bigint, bigint) from public;
