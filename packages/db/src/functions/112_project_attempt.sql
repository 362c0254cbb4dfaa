-- One row per try that went out. The rule is the domain's `evolveTries` said in sets: a try begins with its SyncStarted;
-- of the events that end it the newest counts; what ends a try that never began is a refusal before anything went out.
create or replace function read.project_attempt(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language sql as $$
  with e as materialized (
    select e.position, e.organization_id, e.stream, e.type, e.occurred_at, e.data, (e.data ->> 'try')::int as try
    from log.event e
    where e.position > after and e.position <= upto
      and e.type in ('SyncRequested', 'SyncStarted', 'SyncSucceeded', 'SyncFailed', 'EffectReportedLate')
  ),
  started as materialized (
    -- The request is mostly in the same window; else it is the first event of the stream.
    select s.*, coalesce(q.data, (
      select r.data from log.event r
      where r.organization_id = s.organization_id and r.stream = s.stream and r.version = 1)) as request
    from e s
    left join e q on q.type = 'SyncRequested' and q.organization_id = s.organization_id and q.stream = s.stream
    where s.type = 'SyncStarted'
  ),
  ended as materialized (
    select f.organization_id, f.stream, f.try, max(f.position) as position,
      bool_or(f.type = 'EffectReportedLate') as late
    from e f
    left join started s on s.organization_id = f.organization_id and s.stream = f.stream and s.try = f.try
    where f.type in ('SyncSucceeded', 'SyncFailed', 'EffectReportedLate')
      and (s.position is null or s.position < f.position)
    group by f.organization_id, f.stream, f.try
  ),
  outcome as materialized (
    select d.organization_id, d.stream, d.try, d.position, d.late, f.occurred_at as finished_at,
      case when f.type = 'SyncFailed' then 'failed' else 'done' end as outcome,
      f.data ->> 'code' as code, f.data ->> 'certainty' as certainty, f.data ->> 'detail' as detail,
      f.data ->> 'externalId' as external_id, f.data ->> 'effect' as effect,
      f.data #>> '{attempt,request,method}' as method, f.data #>> '{attempt,request,path}' as path,
      (f.data #>> '{attempt,response,status}')::int as http_status,
      f.data #>> '{attempt,response,providerRequestId}' as provider_request_id,
      (f.data #>> '{attempt,durationMs}')::int as duration_ms,
      nullif(f.data #> '{attempt,request}', 'null') as request,
      nullif(f.data #> '{attempt,response}', 'null') as response
    from ended d join e f on f.position = d.position
  ),
  begun as (
    insert into attempt as t (organization_id, sync_id, try, connection_id, entity, generation, idempotency_key, worker,
      started_at, started_position, finished_at, outcome, code, certainty, detail, external_id, effect, late, method,
      path, http_status, provider_request_id, duration_ms, request, response, last_position)
    select s.organization_id, substr(s.stream, 6)::uuid, s.try, (s.request ->> 'connectionId')::uuid,
      s.request ->> 'entity', (s.data ->> 'generation')::int, s.data ->> 'idempotencyKey', s.data ->> 'worker',
      s.occurred_at, s.position, o.finished_at, coalesce(o.outcome, 'running'), o.code, o.certainty, o.detail,
      o.external_id, o.effect, coalesce(o.late, false), o.method, o.path, o.http_status, o.provider_request_id,
      o.duration_ms, o.request, o.response, coalesce(o.position, s.position)
    from started s
    left join outcome o on o.organization_id = s.organization_id and o.stream = s.stream and o.try = s.try
    on conflict (organization_id, sync_id, try) do nothing
    returning t.organization_id, t.sync_id
  ),
  changed as (
    update attempt t set finished_at = o.finished_at, outcome = o.outcome, code = o.code, certainty = o.certainty,
      detail = o.detail, external_id = o.external_id, effect = o.effect, late = t.late or o.late, method = o.method,
      path = o.path, http_status = o.http_status, provider_request_id = o.provider_request_id,
      duration_ms = o.duration_ms, request = o.request, response = o.response, last_position = o.position
    from outcome o
    where t.organization_id = o.organization_id and t.sync_id = substr(o.stream, 6)::uuid and t.try = o.try
      and t.last_position < o.position
    returning t.organization_id, t.sync_id
  )
  select organization_id, sync_id from begun union select organization_id, sync_id from changed
$$;
alter function read.project_attempt(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_attempt(bigint, bigint) from public;
