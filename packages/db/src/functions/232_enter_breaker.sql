-- Whether a call may go out to a connection whose breaker is not closed. When the time of peace is over, one caller of
-- all workers gets the trial; when it is not heard of again, the next one gets it.
-- Returns `closed`, `trial`, or `open` with the milliseconds to wait; `became` is true when this call opened it by half.
create or replace function coordination.enter_breaker(
  organization uuid, connection uuid, caller text, trial_ms int)
returns table (verdict text, wait_ms int, became boolean)
language plpgsql set search_path = coordination, pg_temp as $$
#variable_conflict use_column
declare
  b breaker;
  at timestamptz;
begin
  select * into b from breaker t where t.organization_id = organization and t.connection_id = connection for update;
  at := clock_timestamp();
  became := false;
  wait_ms := 0;
  if b.state is null or b.state = 'closed' then
    verdict := 'closed';
  elsif b.state = 'open' and b.open_until > at then
    verdict := 'open';
    wait_ms := ceil(extract(epoch from b.open_until - at) * 1000);
  elsif b.state = 'half_open' and b.trial_until > at then
    verdict := 'open';
    wait_ms := least(2000, ceil(extract(epoch from b.trial_until - at) * 1000));
  else
    verdict := 'trial';
    became := b.state = 'open';
    update breaker t set state = 'half_open', trial_by = caller,
      trial_until = at + make_interval(secs => trial_ms / 1000.0)
    where t.organization_id = organization and t.connection_id = connection;
  end if;
  return next;
end $$;
alter function coordination.enter_breaker(uuid, uuid, text, int) owner to syncline_owner;
revoke all on function coordination.enter_breaker(uuid, uuid, text, int) from public;
grant execute on function coordination.enter_breaker(uuid, uuid, text, int) to syncline_worker, syncline_app;
