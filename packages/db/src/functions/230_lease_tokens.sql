-- Lets a worker have up to `wanted` calls of a budget, to be spent within `lease_ms` from now; what is not spent by then
-- lapses. In any window there are never more than `most_calls`: a lease counts until a window after its end, since its
-- last token may be spent at its end.
--
-- Venues (connections) that share a budget get a like share of it each while they wait: what is left of the share of those
-- who wait is kept for them, and what they don't need goes to whoever asks.
--
-- Nothing left: `wait_ms` says when to ask again, to each who asks another time, so that those who wait come back no
-- faster than there will be tokens for them.
create or replace function coordination.lease_tokens(
  organization uuid, wanted_bucket text, venue text, most_calls int, per_window_ms int, lease_ms int, wanted int)
returns table (granted int, wait_ms int)
language plpgsql set search_path = coordination, pg_temp as $$
#variable_conflict use_column
declare
  b bucket;
  at timestamptz;
  counts interval := make_interval(secs => (per_window_ms + lease_ms) / 1000.0);
  -- Who was told a time may come this much later: jobs are looked for twice a second.
  late constant interval := '1 second';
  kept_at timestamptz[];
  kept int[];
  kept_by text[];
  used int;
  own int;
  own_since timestamptz;
  waiting jsonb;
  others int;
  share int;
  step interval;
  reserved int;
  began timestamptz;
  turn timestamptz;
begin
  insert into bucket (organization_id, bucket, calls, window_ms)
  values (organization, wanted_bucket, most_calls, per_window_ms) on conflict (organization_id, bucket) do nothing;
  select * into b from bucket t where t.organization_id = organization and t.bucket = wanted_bucket for update;
  -- Of the moment the row was ours, not of the one we began to wait for it.
  at := clock_timestamp();
  select coalesce(array_agg(l.a order by l.a), '{}'), coalesce(array_agg(l.n order by l.a), '{}'),
    coalesce(array_agg(l.v order by l.a), '{}'), coalesce(sum(l.n), 0),
    coalesce(sum(l.n) filter (where l.v = venue), 0), min(l.a) filter (where l.v = venue)
  into kept_at, kept, kept_by, used, own, own_since
  from unnest(b.leased_at, b.leased, b.leased_by) l (a, n, v) where l.a > at - counts;
  select coalesce(jsonb_object_agg(t.key, t.value), '{}'), count(*) filter (where t.key <> venue)
  into waiting, others
  from jsonb_each(b.turns) t where (t.value ->> 1)::timestamptz > at - late;
  share := greatest(1, most_calls / (others + 1));
  step := make_interval(secs => per_window_ms / 1000.0 / most_calls * (others + 1));
  -- Of each other venue: as many as wait, up to what is left of its share.
  select coalesce(sum(greatest(0, least(
    share - (select coalesce(sum(l.n), 0) from unnest(kept, kept_by) l (n, v) where l.v = t.key),
    1 + ceil(extract(epoch from (t.value ->> 1)::timestamptz - greatest(at - late, (t.value ->> 0)::timestamptz))
      / extract(epoch from step))))), 0)
  into reserved from jsonb_each(waiting) t where t.key <> venue;
  granted := 0;
  wait_ms := 0;
  if b.paused_until > at then
    turn := b.paused_until;
  else
    granted := greatest(0, least(wanted, greatest(most_calls - used - reserved, least(share - own, most_calls - used))));
    turn := case when used < most_calls then coalesce(own_since, kept_at[1]) else kept_at[1] end + counts;
  end if;
  if granted > 0 then
    kept_at := kept_at || at;
    kept := kept || granted;
    kept_by := kept_by || venue;
  else
    began := coalesce((waiting -> venue ->> 0)::timestamptz, turn);
    turn := greatest(turn, (waiting -> venue ->> 1)::timestamptz + step);
    waiting := waiting || jsonb_build_object(venue, jsonb_build_array(began, turn));
    wait_ms := ceil(extract(epoch from turn - at) * 1000);
  end if;
  update bucket t set calls = most_calls, window_ms = per_window_ms, leased_at = kept_at, leased = kept,
    leased_by = kept_by, turns = waiting
  where t.organization_id = organization and t.bucket = wanted_bucket;
  return next;
end $$;
alter function coordination.lease_tokens(uuid, text, text, int, int, int, int) owner to syncline_owner;
revoke all on function coordination.lease_tokens(uuid, text, text, int, int, int, int) from public;
grant execute on function coordination.lease_tokens(uuid, text, text, int, int, int, int) to syncline_worker, syncline_app;
