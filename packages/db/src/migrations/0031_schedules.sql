-- When what flows through a connection is read again by itself, and which kinds of its records stay where they are.
set role syncline_owner;
alter table read.connection add column schedule jsonb;
alter table read.connection add column scope_off text[] not null default '{}';
create index connection_schedule_idx on read.connection (organization_id, connection_id) where schedule is not null;

-- When each schedule is due next.
create table coordination.schedule (
  organization_id uuid not null,
  connection_id uuid not null,
  -- What the time was reckoned from: another timing is reckoned anew.
  timing jsonb not null,
  due_at timestamptz,
  -- Until when a worker has it in hand at most.
  claimed_until timestamptz not null,
  began_at timestamptz,
  -- Why nothing began when it was due last; null where something did.
  refusal text,
  primary key (organization_id, connection_id)
);
alter table coordination.schedule enable row level security;
alter table coordination.schedule force row level security;
create policy organization_only on coordination.schedule to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select on coordination.schedule to syncline_app;
grant select, update, delete on coordination.schedule to syncline_worker;
-- Stands behind read.claim_schedules.
create policy projector_all on coordination.schedule to syncline_projector using (true) with check (true);
grant select, insert, update on coordination.schedule to syncline_projector;
reset role;
