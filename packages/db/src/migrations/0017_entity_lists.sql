-- The list's filter by kind of record. It asks for each face by itself, so that one index serves with and without a face.

set role syncline_owner;

create index sync_status_entity_idx on read.sync_status (organization_id, entity, face, requested_position desc);
create index sync_status_connection_entity_idx on read.sync_status
  (organization_id, connection_id, entity, face, requested_position desc);

reset role;
