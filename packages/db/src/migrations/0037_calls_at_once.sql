-- How many calls of an account are out at once: each process that calls holds some of what is allowed, one entry each in
-- `holders`: {holder, held, wants, since, told, until}.
set role syncline_owner;
create table coordination.permit (
  organization_id uuid not null,
  bucket text collate "C" not null,
  holders jsonb not null default '[]',
  primary key (organization_id, bucket)
) with (fillfactor = 50);
alter table coordination.permit enable row level security;
alter table coordination.permit force row level security;
create policy organization_only on coordination.permit to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update, delete on coordination.permit to syncline_app, syncline_worker;
-- What was set before has the usual number at once.
update read.connection set limits = limits || '{"atOnce": null}' where limits is not null and not limits ? 'atOnce';
reset role;
