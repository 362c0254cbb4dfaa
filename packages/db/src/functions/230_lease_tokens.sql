-- Lets a worker have up to `wanted` calls of a budget, to be spent within `lease_ms` from now; what is not spent by then
-- lapses. In any window there are never more than `most_calls`: a lease counts until a window after its end, since its
-- last token may be spent at its end. Nothing left: `wait_ms` says when to ask again, to each who asks another time, so
-- that those who wait come back no faster than there will be tokens for them.
create or replace function coordination.lease_tokens(
  organization uuid, wanted_bucket text, most_calls int, per_window_ms int, lease_ms int, wanted int)
returns table (granted int, wait_ms int)
language plpgsql set search_path = coordination, pg_temp as $$
#variable_conflict use_column
declare
  b bucket;
  at timestamptz;
  counts interval := make_interval(secs => (per_window_ms + lease_ms) / 1000.0);
  kept_at timestamptz[];
  kept int[];
  used int;
  turn timestamptz;
begin
  insert into bucket (organization_id, bucket, calls, window_ms)
  values (organization, wanted_bucket, most_calls, per_window_ms) on conflict (organization_id, bucket) do nothing;
  select * into b from bucket t where t.organization_id = organization and t.bucket = wanted_bucket for update;
  -- Of the moment the row was ours, not of the one we began to wait for it.
  at := clock_timestamp();
  select coalesce(array_agg(l.a order by l.a), '{}'), coalesce(array_agg(l.n order by l.a), '{}'), coalesce(sum(l.n), 0)
  into kept_at, kept, used
  from unnest(b.leased_at, b.leased) l (a, n) where l.a > at - counts;
  granted := 0;
  wait_ms := 0;
  if b.paused_until > at then
    turn := b.paused_until;
  elsif used < most_calls then
    granted := least(wanted, most_calls - used);
    kept_at := kept_at || at;
    kept := kept || granted;
  else
    turn := kept_at[1] + counts;
  end if;
  if granted = 0 then
    turn := greatest(turn, b.queued_until + make_interval(secs => per_window_ms / 1000.0 / most_calls));
    wait_ms := ceil(extract(epoch from turn - at) * 1000);
  end if;
  update bucket t set calls = most_calls, window_ms = per_window_ms, leased_at = kept_at, leased = kept,
    queued_until = case when granted = 0 then turn else t.queued_until end
  where t.organization_id = organization and t.bucket = wanted_bucket;
  return next;
end $$;
alter function coordination.lease_tokens(uuid, text, int, int, int, int) owner to syncline_owner;
revoke all on function coordination.lease_tokens(uuid, text, int, int, int, int) from public;
grant execute on function coordination.lease_tokens(uuid, text, int, int, int, int) to syncline_worker, syncline_app;
