-- Commands on many syncs at once: a consumer of the log carries them out, part by part.

set role syncline_owner;

-- What was asked for before this consumer was there does not exist, so it begins where the log ends.
insert into coordination.consumer (name, position)
select 'bulk', coalesce(max(position), 0) from log.event;

reset role;
