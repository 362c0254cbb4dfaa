-- Why an organization is switched off, which flows were taken away, and what waits for a switch.
set role syncline_owner;
alter table read.organization add column disabled_because text;
alter table read.flow add column disabled boolean not null default false;
-- What is let go when its way is on again: one entry after the other leads through the ways.
create index sync_status_switch_idx on read.sync_status
  (organization_id, connection_id, source_connection_id, entity, requested_position)
  where hold = 'switch_off' and status = 'pending';
reset role;
