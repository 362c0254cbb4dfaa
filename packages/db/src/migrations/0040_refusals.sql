-- What known callers were refused, under the id they were told. The id says in which of its organization's slots it lies:
-- a later refusal takes the place of an earlier one, so an organization never has more of them than it has slots.
set role syncline_owner;

create table coordination.refusal (
  organization_id uuid not null,
  slot smallint not null check (slot between 0 and 4095),
  error_id uuid not null,
  at timestamptz not null,
  actor text not null,
  -- What was asked for: a procedure, or method and pattern of a route.
  operation text not null check (length(operation) <= 120),
  code text not null,
  details jsonb not null,
  correlation_id text not null,
  primary key (organization_id, slot)
) with (fillfactor = 70);
alter table coordination.refusal enable row level security;
alter table coordination.refusal force row level security;
create policy organization_only on coordination.refusal to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update on coordination.refusal to syncline_app;

reset role;
