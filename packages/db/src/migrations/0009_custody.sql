-- Keys and credentials over time: new versions of an organization's key, wrapping anew, use, proof and the end of a
-- credential; and connections that are switched off or gone.

set role syncline_owner;

alter table custody.organization_key
  -- Nobody seals with a key before every process has had time to load it.
  add column seals_from timestamptz not null default now(),
  add column wrapped_at timestamptz not null default now();
create index organization_key_wrapped_idx on custody.organization_key (wrapped_at);
create index organization_key_later_idx on custody.organization_key (organization_id) where version > 1;
grant update (wrapper, wrapped, wrapped_at) on custody.organization_key to syncline_app, syncline_worker;

alter table custody.credential
  -- Which key of the organization sealed it.
  add column key_version int not null default 1,
  add column uses bigint not null default 0,
  add column last_used_at timestamptz,
  add column validated_at timestamptz,
  -- `ok`, or the code of what was wrong; null: never tried.
  add column validation text,
  alter column wrapped_key drop not null,
  alter column sealed drop not null,
  -- What is retired can't be opened by anybody any more: neither the ciphertext nor its key is there.
  add constraint gone_when_retired check (
    case when retired_at is null then wrapped_key is not null and sealed is not null
      else wrapped_key is null and sealed is null end);
create index credential_key_version_idx on custody.credential (organization_id, key_version) where retired_at is null;
grant delete on custody.credential to syncline_app;
grant insert, update, delete on custody.credential to syncline_worker;

-- Whoever looks for what is to be sealed or wrapped anew sees versions and times, nothing sealed.
grant usage on schema custody to syncline_projector;
grant select (organization_id, version, seals_from, wrapped_at) on custody.organization_key to syncline_projector;
grant select (organization_id, key_version, retired_at) on custody.credential to syncline_projector;
create policy all_organizations on custody.organization_key for select to syncline_projector using (true);
create policy all_organizations on custody.credential for select to syncline_projector using (true);

-- Wrapping anew, of the whole installation: what was wrapped before it began is still to be done.
create table coordination.wrapping_rotation (
  rotation_id bigint generated always as identity primary key,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
grant select, insert, update on coordination.wrapping_rotation to syncline_worker;

alter table read.connection
  add column status text not null default 'connected',
  add column status_reason text;

reset role;
