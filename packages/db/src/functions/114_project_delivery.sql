-- One row per webhook as it arrived. The rule is the domain's `evolveDelivery` said in sets: the newest verdict counts.
create or replace function read.project_delivery(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language sql as $$
  with e as materialized (
    select e.position, e.organization_id, e.stream, e.type, e.recorded_at, e.correlation_id, e.data
    from log.event e
    where e.position > after and e.position <= upto
      and e.type in ('WebhookReceived', 'WebhookRouted', 'WebhookIgnored', 'WebhookQuarantined')
  ),
  verdict as materialized (
    select distinct on (organization_id, stream) organization_id, stream, position, recorded_at as settled_at,
      case type when 'WebhookRouted' then 'routed' when 'WebhookIgnored' then 'ignored' else 'quarantined' end as status,
      data ->> 'reason' as reason,
      array(select jsonb_array_elements_text(data -> 'syncIds')::uuid) as sync_ids
    from e where type <> 'WebhookReceived'
    order by organization_id, stream, position desc
  ),
  begun as (
    insert into delivery as t (organization_id, delivery_id, connection_id, provider, event_type, provider_event_id,
      payload_id, size_bytes, correlation_id, status, reason, sync_ids, received_at, received_position, settled_at,
      last_position)
    select r.organization_id, substr(r.stream, 10)::uuid, (r.data ->> 'connectionId')::uuid, r.data ->> 'provider',
      r.data ->> 'eventType', r.data ->> 'providerEventId', (r.data ->> 'payloadId')::uuid,
      (r.data ->> 'sizeBytes')::int, r.correlation_id, coalesce(v.status, 'received'), v.reason,
      coalesce(v.sync_ids, '{}'), r.recorded_at, r.position, v.settled_at, coalesce(v.position, r.position)
    from e r
    left join verdict v on v.organization_id = r.organization_id and v.stream = r.stream
    where r.type = 'WebhookReceived'
    on conflict (organization_id, delivery_id) do nothing
    returning t.organization_id, t.delivery_id
  ),
  changed as (
    update delivery t set status = v.status, reason = v.reason, sync_ids = v.sync_ids, settled_at = v.settled_at,
      last_position = v.position
    from verdict v
    where t.organization_id = v.organization_id and t.delivery_id = substr(v.stream, 10)::uuid
      and t.last_position < v.position
    returning t.organization_id, t.delivery_id
  )
  select organization_id, delivery_id from begun union select organization_id, delivery_id from changed
$$;
alter function read.project_delivery(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_delivery(bigint, bigint) from public;
