-- Metrics over long times, webhooks over time, and every event findable by what people know of it.

set role syncline_owner;

-- Retries by their number: how deep they go, not only how many there are. The minutes are folded anew.
truncate read.metric_minute;
alter table read.metric_minute add column depths jsonb not null;
update coordination.consumer set position = 0 where name = 'metric_minute';

-- The same counts by hour and by day of UTC, each for its connection and entity, for all connections (the nil id), for
-- all entities (''), and for both: whatever is asked for, a row per hour or day answers it.
create table read.metric_rollup (
  organization_id uuid not null,
  span text not null,
  connection_id uuid not null,
  entity text not null,
  at timestamptz not null,
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
  depths jsonb not null,
  primary key (organization_id, span, connection_id, entity, at)
) with (fillfactor = 80);
create index metric_rollup_time_idx on read.metric_rollup (organization_id, span, at);

-- Webhooks by minute, hour and day in which it happened. A replay brings a second verdict.
create table read.webhook_metric (
  organization_id uuid not null,
  span text not null,
  connection_id uuid not null,
  at timestamptz not null,
  received int not null,
  routed int not null,
  ignored int not null,
  quarantined int not null,
  replayed int not null,
  last_position bigint not null,
  primary key (organization_id, span, connection_id, at)
) with (fillfactor = 80);
create index webhook_metric_time_idx on read.webhook_metric (organization_id, span, at);

-- Where the events of a kind, a person or a correlation are; what they say stays in the log.
create table read.event_entry (
  organization_id uuid not null,
  position bigint not null,
  type text collate "C" not null,
  actor text not null,
  correlation_id text not null,
  primary key (organization_id, position)
);
create index event_entry_type_idx on read.event_entry (organization_id, type, position desc);
create index event_entry_actor_idx on read.event_entry (organization_id, actor, type, position desc);
-- What is asked for besides a correlation is looked at in the index: a bulk command's may be long.
create index event_entry_correlation_idx on read.event_entry
  (organization_id, correlation_id, position desc) include (type, actor);

do $$
declare name text;
begin
  foreach name in array array['metric_rollup', 'webhook_metric', 'event_entry'] loop
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

-- Syncs that wait for a person's choice: few, and asked for by every look at the overview.
create index sync_status_conflict_idx on read.sync_status (organization_id, requested_position desc)
  where status = 'pending' and hold = 'conflict';

-- Webhooks refused at the door, by minute: they never reach the log, since nobody knows who sent them.
create table coordination.refused_minute (
  organization_id uuid not null,
  connection_id uuid not null,
  minute timestamptz not null,
  refused int not null,
  primary key (organization_id, connection_id, minute)
);
create index refused_minute_time_idx on coordination.refused_minute (organization_id, minute);
alter table coordination.refused_minute enable row level security;
alter table coordination.refused_minute force row level security;
create policy organization_only on coordination.refused_minute to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update, delete on coordination.refused_minute to syncline_app;
grant select on coordination.refused_minute to syncline_worker;

insert into coordination.consumer (name) values ('webhook_metric'), ('event_entry');

reset role;
