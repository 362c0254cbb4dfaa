-- Counts of webhooks by connection and minute, hour and day. Each event adds to the times it was recorded in, and to
-- nothing else; `last_position` of the minute keeps a window that comes twice from being counted twice.
create or replace function read.project_webhook_metric(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language sql as $$
  with e as materialized (
    select e.position, e.organization_id, e.stream, e.type, e.data,
      date_bin('1 minute', e.recorded_at, timestamptz '2000-01-01 00:00Z') as minute
    from log.event e
    where e.position > after and e.position <= upto
      and e.type in ('WebhookReceived', 'WebhookRouted', 'WebhookIgnored', 'WebhookQuarantined', 'WebhookReplayed')
  ),
  placed as (
    -- The arrival is mostly in the same window; else it is the first event of the stream.
    select e.*, (coalesce(q.data, (
      select r.data from log.event r
      where r.organization_id = e.organization_id and r.stream = e.stream and r.version = 1)) ->> 'connectionId')::uuid
      as connection_id
    from e
    left join e q on q.type = 'WebhookReceived' and q.organization_id = e.organization_id and q.stream = e.stream
  ),
  fresh as materialized (
    select p.* from placed p
    left join webhook_metric t on t.organization_id = p.organization_id and t.span = 'minute'
      and t.connection_id = p.connection_id and t.at = p.minute
    where t.last_position is null or t.last_position < p.position
  ),
  added as (
    insert into webhook_metric as t (organization_id, span, connection_id, at, received, routed, ignored, quarantined,
      replayed, last_position)
    select f.organization_id, s.span, f.connection_id, s.at, count(*) filter (where type = 'WebhookReceived'),
      count(*) filter (where type = 'WebhookRouted'), count(*) filter (where type = 'WebhookIgnored'),
      count(*) filter (where type = 'WebhookQuarantined'), count(*) filter (where type = 'WebhookReplayed'),
      max(f.position)
    from fresh f
    cross join lateral (values ('minute', f.minute),
      ('hour', date_bin('1 hour', f.minute, timestamptz '2000-01-01 00:00Z')),
      ('day', date_bin('1 day', f.minute, timestamptz '2000-01-01 00:00Z'))) s (span, at)
    group by f.organization_id, s.span, f.connection_id, s.at
    on conflict (organization_id, span, connection_id, at) do update set
      received = t.received + excluded.received, routed = t.routed + excluded.routed,
      ignored = t.ignored + excluded.ignored, quarantined = t.quarantined + excluded.quarantined,
      replayed = t.replayed + excluded.replayed, last_position = excluded.last_position
    returning t.organization_id, t.connection_id
  )
  select distinct organization_id, connection_id from added
$$;
alter function read.project_webhook_metric(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_webhook_metric(bigint, bigint) from public;
