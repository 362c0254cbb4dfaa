-- Counts how a call to a connection ended, and opens or closes its breaker. `failure` is the code of what went wrong at
-- the provider; null: it answered. While it is open, only the trial call is listened to: what went out before it opened
-- says nothing new. Returns the state, the failures in a row, and whether this call changed the state.
create or replace function coordination.note_call(
  organization uuid, connection uuid, caller text, failure text, threshold int, open_ms int)
returns table (state text, failures int, became boolean)
language plpgsql set search_path = coordination, pg_temp as $$
#variable_conflict use_column
declare
  b breaker;
  now_state text;
  in_a_row int;
begin
  insert into breaker (organization_id, connection_id) values (organization, connection)
  on conflict (organization_id, connection_id) do nothing;
  select * into b from breaker t where t.organization_id = organization and t.connection_id = connection for update;
  state := b.state;
  failures := b.failures;
  if b.state = 'half_open' and b.trial_by is distinct from caller or b.state = 'open' then
    became := false;
    return next;
    return;
  end if;
  in_a_row := case when failure is null then 0 else b.failures + 1 end;
  now_state := case when failure is null then 'closed' when b.state = 'half_open' or in_a_row >= threshold then 'open'
    else 'closed' end;
  became := now_state <> b.state;
  update breaker t set state = now_state, failures = in_a_row, trial_by = null, trial_until = null,
    last_code = coalesce(failure, t.last_code),
    last_failed_at = case when failure is null then t.last_failed_at else clock_timestamp() end,
    open_until = case when now_state = 'open' then clock_timestamp() + make_interval(secs => open_ms / 1000.0) end
  where t.organization_id = organization and t.connection_id = connection;
  state := now_state;
  failures := in_a_row;
  return next;
end $$;
alter function coordination.note_call(uuid, uuid, text, text, int, int) owner to syncline_owner;
revoke all on function coordination.note_call(uuid, uuid, text, text, int, int) from public;
grant execute on function coordination.note_call(uuid, uuid, text, text, int, int) to syncline_worker, syncline_app;
