-- One row per run. The rule is the domain's `evolveRun` said in sets: the newest turn says what it does, pages add up.
create or replace function read.project_run(after bigint, upto bigint)
returns table (organization_id uuid, id uuid)
language sql as $$
  with e as materialized (
    select e.position, e.organization_id, e.stream, e.type, e.recorded_at, e.actor, e.correlation_id, e.data
    from log.event e
    where e.position > after and e.position <= upto
      and e.type in ('RunStarted', 'RunPageRead', 'RunPaused', 'RunResumed', 'RunCancelled', 'RunCompleted', 'RunFailed')
  ),
  grown as (
    select organization_id, stream, max(position) as last_position, max(recorded_at) as updated_at,
      max(position) filter (where type = 'RunStarted') as started,
      max(position) filter (where type not in ('RunStarted', 'RunPageRead')) as turned,
      count(*) filter (where type = 'RunPageRead') as pages,
      count(*) filter (where type = 'RunResumed') as rests,
      coalesce(sum((data ->> 'read')::int), 0) as read,
      coalesce(sum((data ->> 'changed')::int), 0) as changed,
      coalesce(sum((data ->> 'unchanged')::int), 0) as unchanged,
      coalesce(sum((data ->> 'leftOut')::int), 0) as left_out,
      coalesce(sum((data ->> 'unreadable')::int), 0) as unreadable,
      coalesce(sum((data ->> 'asked')::int), 0) as asked
    from e group by organization_id, stream
  ),
  folded as materialized (
    select g.*, substr(g.stream, 5)::uuid as run_id,
      s.data as request, s.actor as started_by, s.correlation_id, s.recorded_at as started_at,
      case t.type when 'RunPaused' then 'paused' when 'RunResumed' then 'running' when 'RunCancelled' then 'cancelled'
        when 'RunCompleted' then 'completed' when 'RunFailed' then 'failed' end as status,
      case when t.type = 'RunFailed' then t.data ->> 'code' end as error_code,
      case when t.type = 'RunFailed' then t.data ->> 'detail' end as error_detail,
      case when t.type in ('RunCancelled', 'RunCompleted', 'RunFailed') then t.recorded_at end as ended_at
    from grown g
      left join e s on s.position = g.started
      left join e t on t.position = g.turned
  ),
  begun as (
    insert into run as t (organization_id, run_id, connection_id, provider, entity, kind, since, status, pages, read,
      changed, unchanged, left_out, unreadable, asked, rests, error_code, error_detail, started_by, correlation_id,
      started_at, started_position, ended_at, updated_at, last_position)
    select f.organization_id, f.run_id, (request ->> 'connectionId')::uuid, request ->> 'provider',
      request ->> 'entity', request ->> 'kind', (request ->> 'since')::timestamptz, coalesce(f.status, 'running'),
      f.pages, f.read, f.changed, f.unchanged, f.left_out, f.unreadable, f.asked, f.rests, f.error_code,
      f.error_detail, f.started_by, f.correlation_id, f.started_at, f.started, f.ended_at, f.updated_at, f.last_position
    from folded f where f.started is not null
    on conflict (organization_id, run_id) do nothing
    returning t.organization_id, t.run_id
  ),
  changed as (
    update run t set
      status = coalesce(f.status, t.status),
      error_code = case when f.turned is null then t.error_code else f.error_code end,
      error_detail = case when f.turned is null then t.error_detail else f.error_detail end,
      ended_at = case when f.turned is null then t.ended_at else f.ended_at end,
      pages = t.pages + f.pages, rests = t.rests + f.rests, read = t.read + f.read, changed = t.changed + f.changed,
      unchanged = t.unchanged + f.unchanged, left_out = t.left_out + f.left_out,
      unreadable = t.unreadable + f.unreadable, asked = t.asked + f.asked,
      updated_at = f.updated_at, last_position = f.last_position
    from folded f
    where f.started is null and t.organization_id = f.organization_id and t.run_id = f.run_id
      and t.last_position < f.last_position
    returning t.organization_id, t.run_id
  )
  select organization_id, run_id from begun union select organization_id, run_id from changed
$$;
alter function read.project_run(bigint, bigint) owner to syncline_projector;
revoke all on function read.project_run(bigint, bigint) from public;
