-- Who wins where both sides changed a record, per flow.

set role syncline_owner;

alter table read.flow add column conflict_policy text not null default 'source_wins';

reset role;
