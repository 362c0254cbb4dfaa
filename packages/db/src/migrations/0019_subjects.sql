-- A key for each person that records are about. Destroying it destroys all that was sealed under it, wherever it lies:
-- the log stays whole, and nobody reads in it what they were called.

set role syncline_owner;

create table custody.subject_key (
  organization_id uuid not null,
  subject_id uuid not null,
  -- After an erasure what comes next is sealed under a new one.
  generation int not null,
  -- Which key of the organization wraps it.
  key_version int not null,
  wrapped_key bytea,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  destroyed_by uuid,
  primary key (organization_id, subject_id, generation),
  constraint gone_when_destroyed check ((wrapped_key is null) = (destroyed_at is not null))
);
create index subject_key_version_idx on custody.subject_key (organization_id, key_version) where destroyed_at is null;
create index subject_key_destroyed_idx on custody.subject_key (organization_id, destroyed_by) where destroyed_by is not null;
alter table custody.subject_key enable row level security;
alter table custody.subject_key force row level security;
create policy organization_only on custody.subject_key to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert on custody.subject_key to syncline_app;
grant select, insert, update on custody.subject_key to syncline_worker;
-- Whoever looks for what is to be wrapped anew sees versions, nothing sealed.
grant select (organization_id, key_version, destroyed_at) on custody.subject_key to syncline_projector;
create policy all_organizations on custody.subject_key for select to syncline_projector using (true);

-- Whose names a list shows: the text says which key sealed it.
create index sync_status_subject_idx on read.sync_status (organization_id, substr(label, 13, 36))
  where label like 'sealed:v1:s-%';

-- Bytes of a webhook that named an erased person make way for a mark.
grant update (sealed) on log.payload to syncline_append;

-- What was asked for before this consumer was there does not exist, so it begins where the log ends.
insert into coordination.consumer (name, position)
select 'eraser', coalesce(max(position), 0) from log.event;

reset role;
