-- Whose key this is: asked before anything is known of the caller but the id that the key names.
create or replace function read.find_api_key(id text)
returns table (organization_id uuid, organization_name text, environment text, scopes text[], digest text, expires_at timestamptz)
language sql stable security definer set search_path = read, pg_temp as $$
  select k.organization_id, coalesce(o.name, ''), k.environment, k.scopes, k.digest, k.expires_at
  from custody.api_key k left join read.organization o on o.organization_id = k.organization_id
  where k.key_id = id and k.revoked_at is null
  limit 1
$$;
alter function read.find_api_key(text) owner to syncline_projector;
revoke all on function read.find_api_key(text) from public;
grant execute on function read.find_api_key(text) to syncline_app;
