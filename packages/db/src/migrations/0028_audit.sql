-- How long what is audited took, and what of its answer may be shown.
set role syncline_owner;
alter table coordination.audit add column duration_ms integer, add column answer jsonb;
reset role;
