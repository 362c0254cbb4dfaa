-- Reconciliations: the reports and what they found are a projection; where a worker stands with one is coordination.

set role syncline_owner;

-- One row per comparison of a connection's records of one entity with what its provider has.
create table read.reconciliation (
  organization_id uuid not null,
  reconciliation_id uuid not null,
  connection_id uuid not null,
  provider text not null,
  entity text not null,
  -- The how manieth of this connection and entity.
  number int not null,
  range_from timestamptz not null,
  range_to timestamptz not null,
  status text not null,
  error_code text,
  phase text not null,
  counts jsonb not null,
  totals jsonb not null,
  -- Discrepancies that have a row.
  listed int not null,
  actor text not null,
  started_at timestamptz not null,
  started_position bigint not null,
  ended_at timestamptz,
  last_position bigint not null,
  primary key (organization_id, reconciliation_id)
) with (fillfactor = 70);
create index reconciliation_list_idx on read.reconciliation (organization_id, started_position desc);
create index reconciliation_connection_idx on read.reconciliation
  (organization_id, connection_id, entity, started_position desc);
create index reconciliation_running_idx on read.reconciliation (started_position) where status = 'running';

-- One row per difference. Values are told where the record's schema says that they are nobody's words.
create table read.discrepancy (
  organization_id uuid not null,
  reconciliation_id uuid not null,
  number int not null,
  kind text not null,
  state text not null,
  source_connection_id uuid,
  source_id text,
  external_id text,
  sync_id uuid,
  ours jsonb,
  theirs jsonb,
  fields jsonb not null,
  reason text,
  repair_sync_id uuid,
  resolved_by text,
  resolved_at timestamptz,
  last_position bigint not null,
  primary key (organization_id, reconciliation_id, number)
) with (fillfactor = 80);
create index discrepancy_kind_idx on read.discrepancy (organization_id, reconciliation_id, kind, number);
create index discrepancy_state_idx on read.discrepancy (organization_id, reconciliation_id, state, number);
create index discrepancy_kind_state_idx on read.discrepancy (organization_id, reconciliation_id, kind, state, number);

do $$
declare name text;
begin
  foreach name in array array['reconciliation', 'discrepancy'] loop
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

-- Whose turn it is with one: taken until `due_at`, by whoever moved that time.
create table coordination.reconciliation_turn (
  organization_id uuid not null,
  reconciliation_id uuid not null,
  due_at timestamptz not null,
  primary key (organization_id, reconciliation_id)
) with (fillfactor = 50);
create index reconciliation_turn_due_idx on coordination.reconciliation_turn (due_at);

-- Objects that the provider's pages brought, and the part that brought them: what is left is only ours. Gone with its end.
create table coordination.reconciliation_seen (
  organization_id uuid not null,
  reconciliation_id uuid not null,
  external_id text collate "C" not null,
  part int not null,
  primary key (organization_id, reconciliation_id, external_id)
);

do $$
declare name text;
begin
  foreach name in array array['reconciliation_turn', 'reconciliation_seen'] loop
    execute format('alter table coordination.%I enable row level security', name);
    execute format('alter table coordination.%I force row level security', name);
    execute format('create policy organization_only on coordination.%I to syncline_app, syncline_worker
      using (organization_id = (select log.current_organization()))
      with check (organization_id = (select log.current_organization()))', name);
    execute format('grant select, insert, update, delete on coordination.%I to syncline_worker', name);
  end loop;
end $$;
-- Stands behind read.claim_reconciliations.
create policy projector_all on coordination.reconciliation_turn to syncline_projector using (true) with check (true);
grant select, insert, update on coordination.reconciliation_turn to syncline_projector;

-- What is gone at the target is written anew, when a person says so.
grant delete on coordination.link to syncline_app;

insert into coordination.consumer (name) values ('reconciliation');

reset role;
