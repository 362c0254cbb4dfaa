-- Roles, schemas and the tables everything else stands on. Four classes of table, one schema each:
-- log (the truth), read (projections: thrown away and rebuilt), coordination (checkpoints, lanes), custody (keys, secrets).

create schema log authorization syncline_owner;
create schema read authorization syncline_owner;
create schema coordination authorization syncline_owner;
create schema custody authorization syncline_owner;
create schema auth authorization syncline_owner;

grant usage on schema log to syncline_append, syncline_projector, syncline_app, syncline_worker;
grant usage on schema read to syncline_projector, syncline_app, syncline_worker;
grant usage on schema coordination to syncline_projector, syncline_app, syncline_worker;
grant usage on schema custody to syncline_app, syncline_worker;
grant usage on schema auth to syncline_app;

set role syncline_owner;

-- The organization of the transaction. Raises when unset: a forgotten wrapper is an error, never an empty list.
create function log.current_organization() returns uuid language plpgsql stable parallel safe as $$
declare value text := current_setting('syncline.organization', true);
begin
  if value is null or value = '' then
    raise exception 'no organization is set for this transaction' using errcode = '42501';
  end if;
  return value::uuid;
end $$;
grant execute on function log.current_organization() to syncline_append, syncline_projector, syncline_app, syncline_worker;

create function log.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only' using errcode = '42501';
end $$;

-- Position order is commit order (one advisory lock held to the commit), so a reader needs only `position > checkpoint`.
create table log.event (
  position bigint not null,
  organization_id uuid not null,
  stream text collate "C" not null,
  version int not null,
  type text collate "C" not null,
  schema_version smallint not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  correlation_id text not null,
  causation_position bigint,
  data jsonb not null,
  metadata jsonb not null default '{}',
  primary key (position)
) partition by range (position);
create trigger refuse_change before update or delete or truncate on log.event for each statement execute function log.refuse();
alter table log.event enable row level security;
alter table log.event force row level security;
create policy app_read on log.event for select to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()));
create policy append_all on log.event to syncline_append using (true) with check (true);
create policy projector_read on log.event for select to syncline_projector using (true);
-- The owner is bound by row-level security too; without this, partition upkeep and backfills would see nothing.
create policy owner_read on log.event for select to syncline_owner using (true);
grant select on log.event to syncline_app, syncline_worker, syncline_projector;
grant select, insert on log.event to syncline_append;

-- Newest version per stream: the net under concurrent writers, and flat in the number of partitions.
create table log.head (
  organization_id uuid not null,
  stream text collate "C" not null,
  version int not null,
  position bigint not null,
  primary key (organization_id, stream)
) with (fillfactor = 70);
alter table log.head enable row level security;
alter table log.head force row level security;
create policy app_read on log.head for select to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()));
create policy append_all on log.head to syncline_append using (true) with check (true);
create policy projector_read on log.head for select to syncline_projector using (true);
create policy owner_read on log.head for select to syncline_owner using (true);
grant select on log.head to syncline_app, syncline_worker, syncline_projector;
grant select, insert, update on log.head to syncline_append;

-- A caller's key makes the second append of the same thing a no-op. Kept apart from the log so that keys can expire.
create table log.idempotency (
  organization_id uuid not null,
  key text collate "C" not null,
  position bigint not null,
  version int not null,
  recorded_at timestamptz not null,
  primary key (organization_id, key)
);
alter table log.idempotency enable row level security;
alter table log.idempotency force row level security;
create policy app_read on log.idempotency for select to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()));
create policy append_all on log.idempotency to syncline_append using (true) with check (true);
grant select on log.idempotency to syncline_app, syncline_worker;
grant select, insert on log.idempotency to syncline_append;

-- Raw webhook bytes, sealed. Ids are UUIDv7, so ranges of ids are ranges of time and old months can be dropped whole.
create table log.payload (
  organization_id uuid not null,
  payload_id uuid not null,
  sealed bytea not null,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, payload_id)
) partition by range (payload_id);
alter table log.payload enable row level security;
alter table log.payload force row level security;
create policy app_read on log.payload for select to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()));
create policy append_all on log.payload to syncline_append using (true) with check (true);
grant select on log.payload to syncline_app, syncline_worker;
grant select, insert, delete on log.payload to syncline_append;

-- Places of the consumers of the log. The row's lock is the consumer's lease for one window.
create table coordination.consumer (
  name text not null,
  shard smallint not null default 0,
  position bigint not null default 0,
  updated_at timestamptz not null default now(),
  stopped_reason text,
  primary key (name, shard)
);
grant select, insert, update on coordination.consumer to syncline_projector, syncline_worker;
grant select on coordination.consumer to syncline_app;

-- One sync of a record at a time, and what is known of the object at the target.
create table coordination.lane (
  organization_id uuid not null,
  connection_id uuid not null,
  entity text not null,
  source_id text not null,
  holder uuid,
  holder_worker text,
  expires_at timestamptz,
  external_id text,
  external_version bigint,
  source_version text collate "C",
  primary key (organization_id, connection_id, entity, source_id)
);
alter table coordination.lane enable row level security;
alter table coordination.lane force row level security;
create policy organization_only on coordination.lane to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update on coordination.lane to syncline_worker;
grant select on coordination.lane to syncline_app;

-- Workers that are alive: a try whose worker is gone is picked up by the sweep.
create table coordination.worker (
  worker text primary key,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
grant select, insert, update, delete on coordination.worker to syncline_worker;
grant select on coordination.worker to syncline_app, syncline_projector;

-- A short list of webhooks refused at the door; nothing of their content is trusted or kept.
create table coordination.refused_webhook (
  organization_id uuid not null,
  connection_id uuid not null,
  refused_at timestamptz not null default now(),
  reason text not null,
  size_bytes int not null,
  id bigint generated always as identity,
  primary key (organization_id, connection_id, id)
);
alter table coordination.refused_webhook enable row level security;
alter table coordination.refused_webhook force row level security;
create policy organization_only on coordination.refused_webhook to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, delete on coordination.refused_webhook to syncline_app;
grant select on coordination.refused_webhook to syncline_worker;

-- Which build of the repeatable functions is installed.
create table coordination.installed (
  name text primary key,
  value text not null
);
grant select on coordination.installed to syncline_app, syncline_worker;

-- Who did what through the API.
create table coordination.audit (
  organization_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  target text,
  outcome text not null,
  ip text,
  user_agent text,
  correlation_id text,
  primary key (organization_id, id)
);
create trigger refuse_change before update or delete or truncate on coordination.audit for each statement execute function log.refuse();
alter table coordination.audit enable row level security;
alter table coordination.audit force row level security;
create policy organization_only on coordination.audit to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert on coordination.audit to syncline_app;

-- Keys of organizations, wrapped by the key service or the local key file. Never a key in the clear.
create table custody.organization_key (
  organization_id uuid not null,
  version int not null,
  wrapper text not null,
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, version)
);
alter table custody.organization_key enable row level security;
alter table custody.organization_key force row level security;
create policy organization_only on custody.organization_key to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert on custody.organization_key to syncline_app, syncline_worker;

-- A fresh data key per version of a credential, wrapped by the organization's key.
create table custody.credential (
  organization_id uuid not null,
  connection_id uuid not null,
  kind text not null,
  version int not null,
  wrapped_key bytea not null,
  sealed bytea not null,
  last_four text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (organization_id, connection_id, kind, version)
);
alter table custody.credential enable row level security;
alter table custody.credential force row level security;
create policy organization_only on custody.credential to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update on custody.credential to syncline_app;
grant select on custody.credential to syncline_worker;

-- Projections ------------------------------------------------------------------------------------------------------

create table read.organization (
  organization_id uuid primary key,
  name text not null,
  demo boolean not null,
  last_position bigint not null
);
create table read.connection (
  organization_id uuid not null,
  connection_id uuid not null,
  provider text not null,
  name text not null,
  venue text not null,
  account_id text not null,
  base_url text not null,
  last_position bigint not null,
  primary key (organization_id, connection_id)
);
create index connection_id_idx on read.connection (connection_id);
create table read.flow (
  organization_id uuid not null,
  flow_id uuid not null,
  entity text not null,
  source_connection_id uuid not null,
  target_connection_id uuid not null,
  mapping_version int not null,
  last_position bigint not null,
  primary key (organization_id, flow_id)
);
create index flow_source_idx on read.flow (organization_id, source_connection_id, entity);

create table read.sync_status (
  organization_id uuid not null,
  sync_id uuid not null,
  connection_id uuid not null,
  provider text not null,
  entity text not null,
  direction text not null,
  operation text not null,
  source_connection_id uuid not null,
  source_system text not null,
  source_id text not null,
  source_version text collate "C" not null,
  label text,
  delivery_id uuid,
  correlation_id text not null,
  status text not null,
  hold text,
  certainty text,
  face text not null generated always as (
    case
      when status = 'pending' and hold is null then 'pending'
      when status = 'pending' and hold = 'outcome_unknown' then 'unknown'
      when status = 'pending' then 'waiting'
      when status = 'failed' and certainty = 'unknown' then 'unknown'
      else status
    end) stored,
  tries int not null,
  retries int not null,
  max_retries int not null,
  next_retry_at timestamptz,
  last_attempt_at timestamptz,
  worker text,
  duration_ms int,
  error_code text,
  error_detail text,
  external_id text,
  effect text,
  settled_by text,
  settled_reason text,
  requested_at timestamptz not null,
  requested_position bigint not null,
  updated_at timestamptz not null,
  last_position bigint not null,
  primary key (organization_id, sync_id)
) with (fillfactor = 80);
-- One index per filter that the list offers, each ending in the list's order.
create index sync_status_list_idx on read.sync_status (organization_id, requested_position desc);
create index sync_status_face_idx on read.sync_status (organization_id, face, requested_position desc);
create index sync_status_connection_idx on read.sync_status (organization_id, connection_id, requested_position desc);
create index sync_status_connection_face_idx on read.sync_status (organization_id, connection_id, face, requested_position desc);
create index sync_status_time_idx on read.sync_status (organization_id, requested_at);
-- Earlier syncs of the same record.
create index sync_status_record_idx on read.sync_status
  (organization_id, connection_id, entity, source_id, requested_position desc);
-- What the sweep looks for: unfinished work, oldest first.
create index sync_status_open_idx on read.sync_status (status, updated_at) where status in ('pending', 'syncing');

do $$
declare name text;
begin
  foreach name in array array['organization', 'connection', 'flow', 'sync_status'] loop
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

insert into coordination.consumer (name) values ('directory'), ('sync_status'), ('router'), ('dispatcher');

reset role;
