-- What is kept of providers beside the log: answers that rarely change, invoices that were pushed, and what is called
-- back about them.

set role syncline_owner;

-- What rarely changes at a provider, as it was when it was last asked for: thrown away at will, and then asked for anew.
create table coordination.cached_read (
  organization_id uuid not null,
  connection_id uuid not null,
  name text collate "C" not null check (length(name) between 1 and 60),
  -- What it was asked about, such as one list; empty where there is nothing to name.
  about text collate "C" not null check (length(about) <= 100),
  -- The answer, sealed; null before the first one.
  sealed bytea check (octet_length(sealed) <= 524288),
  size_bytes int not null default 0,
  read_at timestamptz,
  good_until timestamptz,
  -- Somebody asks the provider now, and is believed to until then.
  asking_until timestamptz,
  -- When the provider was asked last and gave none, and why; it is left in peace until `retry_at`.
  failed_at timestamptz,
  failure text,
  retry_at timestamptz,
  primary key (organization_id, connection_id, name, about)
) with (fillfactor = 70);

-- The newest change written there, of each source: one counts versions, another tells seconds, and neither says which of
-- two is newer. What was written before is in `source_version`, for the one source there was.
alter table coordination.lane add column source_versions jsonb not null default '{}';

-- A pushed invoice on its way to a bill, by the sync that carries it.
create table coordination.intake (
  organization_id uuid not null,
  sync_id uuid not null,
  -- Who pushed it, and where its bill is kept.
  source_connection_id uuid not null,
  target_connection_id uuid not null,
  invoice_id text collate "C" not null,
  -- Null until it is posted.
  bill_id text collate "C",
  -- When the bill is looked at next; null before it is posted and once it is paid or gone.
  check_at timestamptz,
  primary key (organization_id, sync_id)
);
create index intake_check_idx on coordination.intake (check_at) where check_at is not null;
create index intake_open_idx on coordination.intake (organization_id, target_connection_id) where check_at is not null;

-- What is to be called back, once under each id.
create table coordination.callback (
  organization_id uuid not null,
  callback_id text collate "C" not null,
  connection_id uuid not null,
  type text not null,
  happened_at timestamptz not null,
  data jsonb not null,
  tries int not null default 0,
  -- The next try, and the lease of whoever makes it; null once it is told or given up.
  due_at timestamptz,
  told_at timestamptz,
  failure text,
  primary key (organization_id, callback_id)
) with (fillfactor = 70);
create index callback_due_idx on coordination.callback (due_at) where due_at is not null;
create index callback_connection_idx on coordination.callback (organization_id, connection_id, happened_at desc);

do $$
declare name text;
begin
  foreach name in array array['cached_read', 'intake', 'callback'] loop
    execute format('alter table coordination.%I enable row level security', name);
    execute format('alter table coordination.%I force row level security', name);
    execute format('create policy organization_only on coordination.%I to syncline_app, syncline_worker
      using (organization_id = (select log.current_organization()))
      with check (organization_id = (select log.current_organization()))', name);
    execute format('grant select, insert, update, delete on coordination.%I to syncline_app, syncline_worker', name);
  end loop;
  -- Stand behind read.claim_callbacks and read.claim_intakes.
  foreach name in array array['intake', 'callback'] loop
    execute format('create policy projector_all on coordination.%I to syncline_projector using (true) with check (true)', name);
    execute format('grant select, update on coordination.%I to syncline_projector', name);
  end loop;
end $$;

insert into coordination.consumer (name) values ('callbacks');

reset role;
