-- Whose connection an address belongs to: asked by the door, which has no session and knows only the id in the path.
create or replace function read.find_connection(id uuid)
returns table (organization_id uuid, provider text, base_url text)
language sql stable security definer set search_path = read, pg_temp as $$
  select c.organization_id, c.provider, c.base_url from read.connection c where c.connection_id = id and c.status <> 'deleted' limit 1
$$;
alter function read.find_connection(uuid) owner to syncline_projector;
revoke all on function read.find_connection(uuid) from public;
grant execute on function read.find_connection(uuid) to syncline_app;
