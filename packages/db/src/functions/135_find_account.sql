-- The connections of one account at a provider, whoever has them: asked by the door of an app, which all accounts share.
create or replace function read.find_account(named_provider text, named_account text)
returns table (organization_id uuid, connection_id uuid)
language sql stable security definer set search_path = read, pg_temp as $$
  select c.organization_id, c.connection_id from read.connection c
  where c.provider = named_provider and c.account_id = named_account and c.status <> 'deleted' order by c.connection_id limit 20
$$;
alter function read.find_account(text, text) owner to syncline_projector;
revoke all on function read.find_account(text, text) from public;
grant execute on function read.find_account(text, text) to syncline_app;
