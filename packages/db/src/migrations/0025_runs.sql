-- Runs: pulls of many records, and who carries each of them on.

set role syncline_owner;

-- One row per run, folded from its stream. Counts are sums over its pages.
create table read.run (
  organization_id uuid not null,
  run_id uuid not null,
  connection_id uuid not null,
  provider text not null,
  entity text not null,
  kind text not null,
  since timestamptz,
  status text not null,
  pages int not null,
  read int not null,
  changed int not null,
  unchanged int not null,
  left_out int not null,
  unreadable int not null,
  asked int not null,
  rests int not null,
  error_code text,
  error_detail text,
  started_by text not null,
  correlation_id text not null,
  started_at timestamptz not null,
  started_position bigint not null,
  ended_at timestamptz,
  updated_at timestamptz not null,
  last_position bigint not null,
  primary key (organization_id, run_id)
) with (fillfactor = 70);
-- One index per filter that the list offers, each ending in the list's order.
create index run_list_idx on read.run (organization_id, started_position desc);
create index run_status_idx on read.run (organization_id, status, started_position desc);
create index run_connection_idx on read.run (organization_id, connection_id, started_position desc);
create index run_connection_status_idx on read.run (organization_id, connection_id, status, started_position desc);
-- Where an incremental run begins: at the last completed one.
create index run_completed_idx on read.run (organization_id, connection_id, entity, started_position desc)
  where status = 'completed';

alter table read.run enable row level security;
alter table read.run force row level security;
create policy app_read on read.run for select to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()));
create policy owner_read on read.run for select to syncline_owner using (true);
create policy projector_all on read.run to syncline_projector using (true) with check (true);
grant select on read.run to syncline_app, syncline_worker;
grant select, insert, update, delete on read.run to syncline_projector;

-- A run that is not over. Its key keeps a second one of the same records from beginning beside it.
create table coordination.run (
  organization_id uuid not null,
  connection_id uuid not null,
  entity text not null,
  run_id uuid not null,
  begun_at timestamptz not null default now(),
  -- The next page; null while it is paused.
  due_at timestamptz default now(),
  -- Who has a page of it in hand, and until when at most.
  worker text,
  claimed_until timestamptz,
  -- Why it waits.
  hold text,
  -- Since when, and how often, the provider answers with nothing but failures.
  failing_since timestamptz,
  failures int not null default 0,
  primary key (organization_id, connection_id, entity)
) with (fillfactor = 70);
create unique index run_id_key on coordination.run (organization_id, run_id);
create index run_due_idx on coordination.run (due_at) where due_at is not null;

alter table coordination.run enable row level security;
alter table coordination.run force row level security;
create policy organization_only on coordination.run to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update, delete on coordination.run to syncline_app, syncline_worker;
-- Stands behind read.claim_runs.
create policy projector_all on coordination.run to syncline_projector using (true) with check (true);
grant select, update on coordination.run to syncline_projector;
grant select on coordination.worker to syncline_projector;

insert into coordination.consumer (name) values ('run');

reset role;
