-- Carries one projection forward by one window, in one transaction: lock its checkpoint (the lease), read the tip,
-- fold the window, move the checkpoint, ring the live bell once. Returns where it stands and what is left.
create or replace function read.advance(projection text, most bigint default 5000)
returns table (reached bigint, tip bigint)
language plpgsql security definer set search_path = read, pg_temp as $$
declare
  begun bigint;
  changed jsonb;
begin
  -- A commit lost in a crash is folded again from the log: nothing here needs to wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
  select c.position into begun from coordination.consumer c where c.name = projection and c.shard = 0 for update;
  if not found then
    raise exception 'no consumer %', projection;
  end if;
  tip := log.tip(begun);
  reached := least(tip, begun + most);
  if reached <= begun then
    reached := begun;
    return next;
    return;
  end if;
  execute format(
    'select jsonb_object_agg(organization_id, ids) from (
       select organization_id, jsonb_agg(id) filter (where nth <= 51) as ids from (
         select organization_id, id, row_number() over (partition by organization_id) as nth from read.%I($1, $2)) w
       group by organization_id) g', 'project_' || projection)
    into changed using begun, reached;
  update coordination.consumer c set position = reached, updated_at = clock_timestamp()
    where c.name = projection and c.shard = 0;
  if changed is not null then
    perform pg_notify('syncline_live', case
      when length(changed::text) < 7500 then jsonb_build_object('c', projection, 'p', reached, 'o', changed)::text
      else jsonb_build_object('c', projection, 'p', reached)::text end);
  end if;
  return next;
end $$;
alter function read.advance(text, bigint) owner to syncline_projector;
revoke all on function read.advance(text, bigint) from public;
grant execute on function read.advance(text, bigint) to syncline_worker;
grant execute on function log.tip(bigint) to syncline_projector;
