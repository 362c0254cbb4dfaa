-- Commands on many syncs at once, carried out part by part by a consumer of the log; and retries set per connection.

set role syncline_owner;

-- What was asked for before this consumer was there does not exist, so it begins where the log ends.
insert into coordination.consumer (name, position)
select 'bulk', coalesce(max(position), 0) from log.event;

-- How syncs to a connection are tried again; null: as the installation does by itself.
alter table read.connection add column retry_waits_ms int[];

reset role;
