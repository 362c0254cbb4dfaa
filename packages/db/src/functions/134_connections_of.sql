-- The connections to a provider, for addresses that name none: the secret that signed says which one is meant. So many
-- are tried; where there are more, addresses have to name theirs.
drop function if exists read.only_connection(text);
create or replace function read.connections_of(wanted text)
returns setof uuid
language sql stable security definer set search_path = read, pg_temp as $$
  select c.connection_id from read.connection c where c.provider = wanted limit 50
$$;
alter function read.connections_of(text) owner to syncline_projector;
revoke all on function read.connections_of(text) from public;
grant execute on function read.connections_of(text) to syncline_app;
