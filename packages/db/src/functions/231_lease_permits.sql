-- Lets a process (`who`) have up to `wanted` calls of an account out at once; it has `out_now` out, and begins no further one
-- until it is answered. What it holds from then on is the greater of the two, until `lease_ms` from now unless it asks
-- again: that has to be longer than a call takes, since what a dead process had out may last as long.
-- All together never hold more than `most`, but for what is out already when somebody sets it lower.
--
-- Those who want calls get a like share of them each. What is left over by division goes to who has waited longest, so
-- that each has its turn where there are fewer calls than processes; what the others don't want goes to whoever asks.
-- Who asked and was not heard of again for `patience` wants nothing any more.
create or replace function coordination.lease_permits(
  organization uuid, wanted_bucket text, who uuid, most int, out_now int, wanted int, lease_ms int)
returns int language plpgsql set search_path = coordination, pg_temp as $$
declare
  patience constant interval := '3 seconds';
  known jsonb;
  at timestamptz;
  others jsonb;
  waiting_since timestamptz;
  theirs int;
  kept int;
  own_share int;
  granted int;
begin
  insert into permit (organization_id, bucket) values (organization, wanted_bucket) on conflict do nothing;
  select p.holders into known from permit p
  where p.organization_id = organization and p.bucket = wanted_bucket for update;
  -- Of the moment the row was ours, not of the one we began to wait for it.
  at := clock_timestamp();
  select coalesce(jsonb_agg(h) filter (where h ->> 'holder' <> who::text), '[]'),
    min((h ->> 'since')::timestamptz) filter (where h ->> 'holder' = who::text and (h ->> 'wants')::int > 0)
  into others, waiting_since
  from jsonb_array_elements(known) h where (h ->> 'until')::timestamptz > at;

  with wanting as (
    select h.holder, h.held, h.wants, h.since
    from jsonb_to_recordset(others) h (holder uuid, held int, wants int, since timestamptz, told timestamptz)
    where h.wants > 0 and h.told > at - patience
    union all select who, out_now, wanted, coalesce(waiting_since, at) where wanted > 0
  ),
  shares as (
    select w.*, most / count(*) over ()
      + case when row_number() over (order by w.since, w.holder) <= most % count(*) over () then 1 else 0 end as share
    from wanting w
  )
  select coalesce(sum(greatest(0, least(s.wants, s.share) - s.held)) filter (where s.holder <> who), 0),
    coalesce(max(s.share) filter (where s.holder = who), 0)
  into kept, own_share from shares s;
  select coalesce(sum(h.held), 0) into theirs from jsonb_to_recordset(others) h (held int);

  granted := greatest(0, least(wanted, most - theirs, greatest(own_share, most - theirs - kept)));
  update permit p set holders = case when greatest(granted, out_now, wanted) = 0 then others else
    others || jsonb_build_object('holder', who, 'held', greatest(granted, out_now), 'wants', wanted,
      'since', case when granted > 0 then at else coalesce(waiting_since, at) end,
      'told', at, 'until', at + make_interval(secs => lease_ms / 1000.0)) end
  where p.organization_id = organization and p.bucket = wanted_bucket;
  return granted;
end $$;
alter function coordination.lease_permits(uuid, text, uuid, int, int, int, int) owner to syncline_owner;
revoke all on function coordination.lease_permits(uuid, text, uuid, int, int, int, int) from public;
grant execute on function coordination.lease_permits(uuid, text, uuid, int, int, int, int) to syncline_worker, syncline_app;
