-- Carries the rebuild of one projection forward by one window, up to `upto` at most: the same SQL as the live one, with the
-- tables that lie beside it, and its place in the same transaction. Returns the position reached.
-- Windows are large and few, so each is planned for itself and sorts in memory.
create or replace function read.advance_rebuild(projection text, upto bigint, most bigint)
returns bigint
language plpgsql security definer
set search_path = rebuild, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB' set jit = off as $$
declare
  begun bigint;
  reached bigint;
begin
  perform set_config('synchronous_commit', 'off', true);
  select r.position into begun from coordination.rebuild r where r.projection = advance_rebuild.projection for update;
  if not found then
    raise exception 'no rebuild of %', projection;
  end if;
  reached := least(upto, begun + most);
  if reached <= begun then
    return begun;
  end if;
  execute format('select count(*) from read.%I($1, $2)', 'project_' || projection) using begun, reached;
  update coordination.rebuild r set position = reached where r.projection = advance_rebuild.projection;
  return reached;
end $$;
alter function read.advance_rebuild(text, bigint, bigint) owner to syncline_projector;
revoke all on function read.advance_rebuild(text, bigint, bigint) from public;
grant execute on function read.advance_rebuild(text, bigint, bigint) to syncline_owner;
