-- Any id a person holds leads to the thing: one index per kind of id. And views of the lists, shared in an organization.

set role syncline_owner;

create index sync_status_source_idx on read.sync_status (organization_id, source_id, requested_position desc);
create index sync_status_external_idx on read.sync_status (organization_id, external_id, requested_position desc)
  where external_id is not null;
create index sync_status_correlation_idx on read.sync_status (organization_id, correlation_id, requested_position desc);
create index delivery_correlation_idx on read.delivery (organization_id, correlation_id, received_position desc);
create index attempt_request_idx on read.attempt (organization_id, provider_request_id)
  where provider_request_id is not null;

-- The id that a refused caller was told.
alter table coordination.audit add column error_id uuid;
create index audit_error_idx on coordination.audit (organization_id, error_id) where error_id is not null;

create table coordination.saved_view (
  organization_id uuid not null,
  view_id uuid not null,
  list text not null check (list in ('syncs', 'webhooks')),
  name text not null check (length(name) between 1 and 60),
  -- The address after the list's own, as `?status=failed&time=day`.
  address text not null check (length(address) <= 2000),
  created_by text not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, view_id)
);
create unique index saved_view_name_key on coordination.saved_view (organization_id, list, lower(name));
alter table coordination.saved_view enable row level security;
alter table coordination.saved_view force row level security;
create policy organization_only on coordination.saved_view to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, delete on coordination.saved_view to syncline_app;

-- Where the organization's venues are: times can be shown as their clocks show them. An IANA name; null until it is set.
alter table auth."organization" add column "timeZone" text;

reset role;
