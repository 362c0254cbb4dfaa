-- Protection of providers: how many calls each gets, which of them is left in peace, and how each connection is.

set role syncline_owner;

-- What a person set; null: the usual.
alter table read.connection add column limits jsonb;

-- One budget of calls: of an account at a provider (`account:<provider>:<account>`), or of one kind of calls of a
-- connection (`write:<connection>`, `read:<connection>`). Leases are kept as long as what they allowed may still count:
-- a lease may be spent for `lease_ms`, and what was spent counts for `window_ms`.
create table coordination.bucket (
  organization_id uuid not null,
  bucket text collate "C" not null,
  calls int not null,
  window_ms int not null,
  leased_at timestamptz[] not null default '{}',
  leased int[] not null default '{}',
  -- The provider asked for peace until then.
  paused_until timestamptz,
  -- Whoever found no token was told to come back at a time of its own, up to this one.
  queued_until timestamptz,
  primary key (organization_id, bucket)
) with (fillfactor = 50);

create table coordination.breaker (
  organization_id uuid not null,
  connection_id uuid not null,
  state text not null default 'closed' check (state in ('closed', 'open', 'half_open')),
  -- In a row.
  failures int not null default 0,
  last_code text,
  last_failed_at timestamptz,
  open_until timestamptz,
  -- Who carries the one trial call, and until when that is believed.
  trial_by text,
  trial_until timestamptz,
  primary key (organization_id, connection_id)
) with (fillfactor = 50);

-- How each connection was at the last look. `next_look_at` is the lease as well: who moves it looks.
create table coordination.health (
  organization_id uuid not null,
  connection_id uuid not null,
  health text check (health in ('healthy', 'degraded', 'down', 'reconnect_needed')),
  -- Looks in a row without success.
  failures int not null default 0,
  looked_at timestamptz,
  next_look_at timestamptz not null,
  primary key (organization_id, connection_id)
);

-- Each look, for a week.
create table coordination.health_look (
  organization_id uuid not null,
  connection_id uuid not null,
  looked_at timestamptz not null,
  health text not null,
  code text,
  took_ms int not null,
  primary key (organization_id, connection_id, looked_at)
);

do $$
declare name text;
begin
  foreach name in array array['bucket', 'breaker', 'health', 'health_look'] loop
    execute format('alter table coordination.%I enable row level security', name);
    execute format('alter table coordination.%I force row level security', name);
    execute format('create policy organization_only on coordination.%I to syncline_app, syncline_worker
      using (organization_id = (select log.current_organization()))
      with check (organization_id = (select log.current_organization()))', name);
    execute format('grant select, insert, update, delete on coordination.%I to syncline_app, syncline_worker', name);
  end loop;
  -- Stand behind read.claim_health_looks and read.protection_gauges.
  foreach name in array array['bucket', 'breaker', 'health'] loop
    execute format('create policy projector_all on coordination.%I to syncline_projector using (true) with check (true)', name);
    execute format('grant select on coordination.%I to syncline_projector', name);
  end loop;
end $$;
grant insert, update on coordination.health to syncline_projector;

reset role;
