-- The newest change of one source that was written to a target, and noting another. Before sources were told apart there was
-- one version, of the one source there was.
create or replace function coordination.written_of(versions jsonb, before text, source uuid)
returns text language sql immutable parallel safe as $$
  select coalesce(versions ->> source::text, case when versions = '{}' then before end)
$$;
create or replace function coordination.written(versions jsonb, before text, source uuid, version text)
returns jsonb language sql immutable parallel safe as $$
  select versions || jsonb_build_object(source::text,
    greatest(coordination.written_of(versions, before, source) collate "C", version collate "C"))
$$;
revoke all on function coordination.written_of(jsonb, text, uuid) from public;
revoke all on function coordination.written(jsonb, text, uuid, text) from public;
grant execute on function coordination.written_of(jsonb, text, uuid) to syncline_app, syncline_worker;
grant execute on function coordination.written(jsonb, text, uuid, text) to syncline_app, syncline_worker;
