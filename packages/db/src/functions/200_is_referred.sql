-- Whether a reference, as a target keeps it, names an object of a source: by its id alone, or behind its account where two
-- accounts have objects of the same id.
create or replace function coordination.is_referred(reference text, object_id text, account text, connection uuid)
returns boolean language sql immutable parallel safe as $$
  select object_id = reference
    or object_id = substr(reference, strpos(reference, ':') + 1)
      and split_part(reference, ':', 1) in (account, left(connection::text, 8))
$$;
revoke all on function coordination.is_referred(text, text, text, uuid) from public;
grant execute on function coordination.is_referred(text, text, text, uuid) to syncline_app, syncline_worker;
