-- Webhooks as people look for them, and how often each was replayed.

set role syncline_owner;

alter table read.delivery add column replays int not null default 0;

-- A list asks for types status by status, so these serve a type with and without a status.
create index delivery_type_idx on read.delivery (organization_id, event_type, status, received_position desc);
create index delivery_connection_type_idx on read.delivery
  (organization_id, connection_id, event_type, status, received_position desc);
-- A time becomes a position by one probe.
create index delivery_time_idx on read.delivery (organization_id, received_at);
-- Types go with connections: without this the planner takes a pair that never occurs for a frequent one, and walks.
create statistics read.delivery_kinds (mcv) on organization_id, connection_id, event_type, status from read.delivery;

reset role;
