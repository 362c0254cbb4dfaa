-- Records and links. A record is one thing of the company's, wherever it stands; a link says which object at which
-- connection it is. A lane keeps two syncs of one record from being out to one connection at once.

set role syncline_owner;

-- The id of a record that was first seen as this object. The same object gives the same id, in every process.
create function coordination.record_id(organization uuid, connection uuid, account text, entity text, source_id text)
returns uuid language sql immutable parallel safe as $$
  select overlay(overlay(encode(substr(sha256(convert_to(
    concat_ws('/', organization, connection, account, entity, source_id), 'UTF8')), 1, 16), 'hex')
    placing '8' from 13) placing '8' from 17)::uuid
$$;
grant execute on function coordination.record_id(uuid, uuid, text, text, text) to syncline_app, syncline_worker;

create table coordination.link (
  organization_id uuid not null,
  connection_id uuid not null,
  -- '' for the connection's own account.
  account_id text collate "C" not null default '',
  entity text not null,
  external_id text collate "C" not null,
  record_id uuid not null,
  external_version bigint,
  primary key (organization_id, connection_id, account_id, entity, external_id)
);
create index link_record_idx on coordination.link (organization_id, record_id, connection_id);
alter table coordination.link enable row level security;
alter table coordination.link force row level security;
create policy organization_only on coordination.link to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update on coordination.link to syncline_worker;
grant select on coordination.link to syncline_app;

alter table coordination.lane rename to lane_before_records;
create table coordination.lane (
  organization_id uuid not null,
  record_id uuid not null,
  connection_id uuid not null,
  holder uuid,
  holder_worker text,
  expires_at timestamptz,
  -- The newest change written there.
  source_version text collate "C",
  -- A deletion was written: no change brings the record back.
  deleted boolean not null default false,
  primary key (organization_id, record_id, connection_id)
);
alter table coordination.lane enable row level security;
alter table coordination.lane force row level security;
create policy organization_only on coordination.lane to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update on coordination.lane to syncline_worker;
grant select on coordination.lane to syncline_app;

-- Until now a lane was named by the object at the source, and held the link itself.
alter table coordination.lane_before_records no force row level security;
alter table read.sync_status no force row level security;
with named as (
  select distinct on (l.organization_id, l.connection_id, l.entity, l.source_id) l.*, s.source_connection_id,
    coordination.record_id(l.organization_id, s.source_connection_id, '', l.entity, l.source_id) as record_id
  from coordination.lane_before_records l
    join read.sync_status s on s.organization_id = l.organization_id and s.connection_id = l.connection_id
      and s.entity = l.entity and s.source_id = l.source_id
  order by l.organization_id, l.connection_id, l.entity, l.source_id, s.requested_position desc
),
lanes as (
  insert into coordination.lane (organization_id, record_id, connection_id, holder, holder_worker, expires_at, source_version)
  select organization_id, record_id, connection_id, holder, holder_worker, expires_at, source_version from named
),
sources as (
  insert into coordination.link (organization_id, connection_id, entity, external_id, record_id)
  select distinct organization_id, source_connection_id, entity, source_id, record_id from named
)
insert into coordination.link (organization_id, connection_id, entity, external_id, record_id, external_version)
select organization_id, connection_id, entity, external_id, record_id, external_version from named
where external_id is not null
on conflict do nothing;
drop table coordination.lane_before_records;
alter table read.sync_status force row level security;

reset role;
