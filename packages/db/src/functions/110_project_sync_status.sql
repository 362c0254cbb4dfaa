-- One row per sync, folded from a window of positions. Mergeable: any cut of the log into windows gives the same rows.
-- The rule is the domain's `evolve` said in sets; a property test holds the two together.
--
-- For each sync of the window the newest event of each group decides that group's columns:
--   state    status, hold, next try, settled by and why      (every event that changes the status)
--   started  tries, last attempt, worker                      (SyncStarted)
--   outcome  error, certainty, duration, external id          (SyncSucceeded, SyncFailed, EffectLookedUp)
--   change   version, label, amount, delivery, operation    (SyncRequested, SyncCoalesced, SourceRead)
--   retries  retries used                                     (SyncRequested, SyncRetryScheduled, SyncRetryRequested)
create or replace function read.project_sync_status(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language sql as $$
  with e as materialized (
    select e.position, e.organization_id, e.stream, e.type, e.recorded_at, e.actor, e.correlation_id, e.data
    from log.event e
    where e.position > after and e.position <= upto
      and e.type in ('SyncRequested', 'SyncStarted', 'SyncSucceeded', 'SyncFailed', 'SyncRetryScheduled',
        'SyncRetryRequested', 'SyncSkipped', 'SyncSuperseded', 'SyncCancelled', 'SyncCoalesced', 'SourceRead',
        'SyncConflictFound', 'SyncConflictResolved', 'SyncMappingChosen', 'EffectLookedUp',
        'EffectReportedLate', 'RefundRequested')
  ),
  newest as (
    select organization_id, stream, max(position) as last_position, max(recorded_at) as updated_at,
      max(position) filter (where type = 'SyncRequested') as requested,
      max(position) filter (where type not in ('EffectReportedLate', 'SyncCoalesced', 'SourceRead', 'SyncMappingChosen', 'RefundRequested')) as state,
      max(position) filter (where type = 'SyncStarted') as started,
      max(position) filter (where type in ('SyncSucceeded', 'SyncFailed', 'EffectLookedUp')) as outcome,
      max(position) filter (where type in ('SyncRequested', 'SyncCoalesced', 'SourceRead')) as change,
      max(position) filter (where type in ('SyncRequested', 'SyncRetryScheduled', 'SyncRetryRequested')) as retries
    from e group by organization_id, stream
  ),
  folded as materialized (
    select n.organization_id, substr(n.stream, 6)::uuid as sync_id, n.last_position, n.updated_at, n.requested, n.state, n.started, n.outcome, n.retries, n.change,
      q.data as q, q.recorded_at as requested_at, q.correlation_id, x.data as c,
      -- Version 1 of SyncRequested told it with the source.
      coalesce(x.data ->> 'sourceVersion', x.data -> 'source' ->> 'version') as source_version,
      case
        when n.state = n.started then 'syncing'
        when n.state = n.outcome then case when o.type = 'SyncSucceeded' or o.data ->> 'answer' = 'present' then 'synced'
          when o.type = 'SyncFailed' then 'failed' else 'pending' end
        when s.type in ('SyncSkipped', 'SyncSuperseded') then 'skipped' when s.type = 'SyncCancelled' then 'cancelled'
        else 'pending' end as status,
      case when s.type = 'SyncRetryScheduled' then s.data ->> 'hold'
        when s.type = 'SyncConflictFound' then 'conflict' end as hold,
      case when s.type = 'SyncRetryScheduled' then (s.data ->> 'nextRetryAt')::timestamptz end as next_retry_at,
      case when s.type in ('SyncSkipped', 'SyncSuperseded', 'SyncCancelled') then s.actor end as settled_by,
      case when s.type in ('SyncSkipped', 'SyncCancelled') then s.data ->> 'reason' end as settled_reason,
      (t.data ->> 'try')::int as tries, t.recorded_at as last_attempt_at, t.data ->> 'worker' as worker,
      case when o.type = 'SyncFailed' then o.data ->> 'code' end as error_code,
      case when o.type = 'SyncFailed' then o.data ->> 'detail' end as error_detail,
      case when o.type = 'SyncFailed' then o.data ->> 'certainty'
        when o.data ->> 'answer' = 'absent' then 'rejected' end as certainty,
      (o.data -> 'attempt' ->> 'durationMs')::int as duration_ms,
      o.data ->> 'externalId' as external_id,
      o.data ->> 'effect' as effect,
      coalesce((r.data ->> 'retry')::int, 0) as retry_count
    from newest n
      -- The types are said again to keep what is joined small: few syncs have more to tell than a request, a start and an
      -- outcome. A change that is none of `c` is the request.
      left join e q on q.position = n.requested and q.type = 'SyncRequested'
      left join e s on s.position = n.state and s.type in ('SyncRetryScheduled', 'SyncConflictFound', 'SyncSkipped',
        'SyncSuperseded', 'SyncCancelled')
      left join e t on t.position = n.started and t.type = 'SyncStarted'
      left join e o on o.position = n.outcome and o.type in ('SyncSucceeded', 'SyncFailed', 'EffectLookedUp')
      left join e r on r.position = n.retries and r.type in ('SyncRetryScheduled', 'SyncRetryRequested')
      left join e c on c.position = n.change and c.type in ('SyncCoalesced', 'SourceRead')
      cross join lateral (select coalesce(c.data, q.data) as data) x
  ),
  begun as (
    insert into sync_status (organization_id, sync_id, connection_id, provider, entity, direction, operation,
      source_connection_id, source_system, source_id, source_version, label, amount_minor, amount_currency,
      delivery_id, correlation_id, status, hold, certainty, tries, retries, max_retries, next_retry_at, last_attempt_at, worker, duration_ms, error_code,
      error_detail, external_id, effect, settled_by, settled_reason, requested_at, requested_position, updated_at,
      last_position)
    select f.organization_id, f.sync_id, (q ->> 'connectionId')::uuid, q ->> 'provider', q ->> 'entity',
      q ->> 'direction', c ->> 'operation', (q -> 'source' ->> 'connectionId')::uuid, q -> 'source' ->> 'system',
      q -> 'source' ->> 'id', f.source_version, c ->> 'label', (c -> 'amount' ->> 'minor')::bigint,
      c -> 'amount' ->> 'currency', (c ->> 'deliveryId')::uuid, f.correlation_id,
      f.status, f.hold, f.certainty, coalesce(f.tries, 0), f.retry_count, coalesce((q ->> 'maxRetries')::int, jsonb_array_length(q -> 'retryWaitsMs')), f.next_retry_at,
      f.last_attempt_at, f.worker, f.duration_ms, f.error_code, f.error_detail, f.external_id, f.effect, f.settled_by,
      f.settled_reason, f.requested_at, f.requested, f.updated_at, f.last_position
    from folded f where f.requested is not null
    on conflict (organization_id, sync_id) do nothing
    returning organization_id, sync_id
  ),
  changed as (
    update sync_status t set
      status = case when f.state is null then t.status else f.status end,
      hold = case when f.state is null then t.hold else f.hold end,
      next_retry_at = case when f.state is null then t.next_retry_at else f.next_retry_at end,
      settled_by = case when f.state is null then t.settled_by else f.settled_by end,
      settled_reason = case when f.state is null then t.settled_reason else f.settled_reason end,
      tries = coalesce(f.tries, t.tries),
      last_attempt_at = coalesce(f.last_attempt_at, t.last_attempt_at),
      worker = coalesce(f.worker, t.worker),
      error_code = case when f.outcome is null then t.error_code else f.error_code end,
      error_detail = case when f.outcome is null then t.error_detail else f.error_detail end,
      certainty = case when f.outcome is null then t.certainty else f.certainty end,
      duration_ms = case when f.outcome is null then t.duration_ms else f.duration_ms end,
      external_id = case when f.outcome is null then t.external_id else f.external_id end,
      effect = case when f.outcome is null then t.effect else f.effect end,
      retries = case when f.retries is null then t.retries else f.retry_count end,
      operation = case when f.change is null then t.operation else f.c ->> 'operation' end,
      source_version = case when f.change is null then t.source_version else f.source_version end,
      label = case when f.change is null then t.label else f.c ->> 'label' end,
      amount_minor = case when f.change is null then t.amount_minor else (f.c -> 'amount' ->> 'minor')::bigint end,
      amount_currency = case when f.change is null then t.amount_currency else f.c -> 'amount' ->> 'currency' end,
      delivery_id = case when f.change is null then t.delivery_id else (f.c ->> 'deliveryId')::uuid end,
      updated_at = f.updated_at,
      last_position = f.last_position
    from folded f
    where f.requested is null and t.organization_id = f.organization_id and t.sync_id = f.sync_id
      and t.last_position < f.last_position
    returning t.organization_id, t.sync_id
  )
  select organization_id, sync_id from begun union all select organization_id, sync_id from changed
$$;
alter function read.project_sync_status(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_sync_status(bigint, bigint) from public;
