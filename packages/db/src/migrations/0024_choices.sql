-- What a connection is about, as a person chose it from what its provider has.
set role syncline_owner;
alter table read.connection add column choices jsonb not null default '{}';
-- The list of a connection's callbacks: newest first, those of one state too.
create index callback_waiting_idx on coordination.callback (organization_id, connection_id, happened_at desc, callback_id desc)
  where due_at is not null;
create index callback_given_up_idx on coordination.callback (organization_id, connection_id, happened_at desc, callback_id desc)
  where due_at is null and told_at is null;
create index callback_told_idx on coordination.callback (organization_id, connection_id, happened_at desc, callback_id desc)
  where told_at is not null;
drop index coordination.callback_connection_idx;
create index callback_connection_idx on coordination.callback (organization_id, connection_id, happened_at desc, callback_id desc);
create index intake_source_idx on coordination.intake (organization_id, source_connection_id, invoice_id);
reset role;
