-- What rarely changes at a provider, as it was when it was last asked for. Coordination: thrown away at will, and then
-- asked for anew.

set role syncline_owner;

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

alter table coordination.cached_read enable row level security;
alter table coordination.cached_read force row level security;
create policy organization_only on coordination.cached_read to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update, delete on coordination.cached_read to syncline_app, syncline_worker;

reset role;
