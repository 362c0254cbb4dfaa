-- Three more projections, and the place where any projection is rebuilt beside the live one.

-- Tables of a rebuild have the live ones' names; the schema tells them apart, so that one SQL folds into either.
create schema rebuild authorization syncline_owner;
grant usage on schema rebuild to syncline_projector;

set role syncline_owner;

-- One row per try of a sync that went out: what was sent, what came back. Bodies are masked before they reach the log.
create table read.attempt (
  organization_id uuid not null,
  sync_id uuid not null,
  try int not null,
  connection_id uuid not null,
  entity text not null,
  generation int not null,
  idempotency_key text not null,
  worker text not null,
  started_at timestamptz not null,
  started_position bigint not null,
  finished_at timestamptz,
  outcome text not null,
  code text,
  certainty text,
  detail text,
  external_id text,
  effect text,
  late boolean not null,
  method text,
  path text,
  http_status int,
  provider_request_id text,
  duration_ms int,
  request jsonb,
  response jsonb,
  last_position bigint not null,
  primary key (organization_id, sync_id, try)
) with (fillfactor = 80);
create index attempt_list_idx on read.attempt (organization_id, started_position desc);
create index attempt_connection_idx on read.attempt (organization_id, connection_id, started_position desc);
create index attempt_outcome_idx on read.attempt (organization_id, outcome, started_position desc);

-- One row per webhook as it arrived, and what came of it.
create table read.delivery (
  organization_id uuid not null,
  delivery_id uuid not null,
  connection_id uuid not null,
  provider text not null,
  event_type text not null,
  provider_event_id text not null,
  payload_id uuid not null,
  size_bytes int not null,
  correlation_id text not null,
  status text not null,
  reason text,
  sync_ids uuid[] not null,
  received_at timestamptz not null,
  received_position bigint not null,
  settled_at timestamptz,
  last_position bigint not null,
  primary key (organization_id, delivery_id)
) with (fillfactor = 80);
create index delivery_list_idx on read.delivery (organization_id, received_position desc);
create index delivery_connection_idx on read.delivery (organization_id, connection_id, received_position desc);
create index delivery_status_idx on read.delivery (organization_id, status, received_position desc);
create index delivery_connection_status_idx on read.delivery (organization_id, connection_id, status, received_position desc);
create index delivery_provider_event_idx on read.delivery (organization_id, provider_event_id, received_position desc);

-- Syncs counted by the minute in which it happened. Every column is a sum, a maximum or a map of sums, so that rows merge
-- into any longer time. `durations` counts tries by `read.duration_bucket`, `errors` failed tries by code.
create table read.metric_minute (
  organization_id uuid not null,
  connection_id uuid not null,
  entity text not null,
  minute timestamptz not null,
  requested int not null,
  synced int not null,
  failed int not null,
  skipped int not null,
  cancelled int not null,
  retries int not null,
  deepest_retry int not null,
  tries int not null,
  duration_ms bigint not null,
  durations jsonb not null,
  errors jsonb not null,
  last_position bigint not null,
  primary key (organization_id, connection_id, entity, minute)
) with (fillfactor = 80);
create index metric_minute_time_idx on read.metric_minute (organization_id, minute);

do $$
declare name text;
begin
  foreach name in array array['attempt', 'delivery', 'metric_minute'] loop
    execute format('alter table read.%I enable row level security', name);
    execute format('alter table read.%I force row level security', name);
    execute format('create policy app_read on read.%I for select to syncline_app, syncline_worker
      using (organization_id = (select log.current_organization()))', name);
    execute format('create policy owner_read on read.%I for select to syncline_owner using (true)', name);
    execute format('create policy projector_all on read.%I to syncline_projector using (true) with check (true)', name);
    execute format('grant select on read.%I to syncline_app, syncline_worker', name);
    execute format('grant select, insert, update, delete on read.%I to syncline_projector', name);
  end loop;
end $$;

-- Rebuilds under way: how far, and a digest of the shape and the code they began with.
create table coordination.rebuild (
  projection text primary key,
  digest text not null,
  position bigint not null default 0,
  started_at timestamptz not null default now()
);
grant select, update on coordination.rebuild to syncline_projector;

insert into coordination.consumer (name) values ('attempt'), ('delivery'), ('metric_minute');

reset role;
