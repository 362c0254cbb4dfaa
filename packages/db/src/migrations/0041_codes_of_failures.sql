-- What went wrong, of each try that failed: an overview's number of tries leads to just those.
set role syncline_owner;
alter table read.event_entry add column code text collate "C";
-- Who did it is looked at in the index.
create index event_entry_code_idx on read.event_entry (organization_id, code, position desc) include (actor)
  where code is not null;

set role syncline_projector;
update read.event_entry x set code = e.data ->> 'code' from log.event e
  where x.type = 'SyncFailed' and e.organization_id = x.organization_id and e.position = x.position;
reset role;
