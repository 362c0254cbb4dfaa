-- The one connection to a provider, for addresses that name none; null where there are several: nobody is guessed at.
create or replace function read.only_connection(wanted text)
returns uuid
language sql stable security definer set search_path = read, pg_temp as $$
  select case when count(*) = 1 then (array_agg(f.connection_id))[1] end
  from (select c.connection_id from read.connection c where c.provider = wanted limit 2) f
$$;
alter function read.only_connection(text) owner to syncline_projector;
revoke all on function read.only_connection(text) from public;
grant execute on function read.only_connection(text) to syncline_app;
