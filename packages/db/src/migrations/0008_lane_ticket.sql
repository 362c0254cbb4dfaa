-- Counts who took a lane. A sync may be carried by two workers for a moment: the one that took the lane first does not
-- let it go under the feet of the other.

set role syncline_owner;

alter table coordination.lane add column ticket bigint not null default 0;

reset role;
