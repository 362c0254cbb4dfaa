-- How much money each sync carries, in whole minor units of its currency; both null where it carries none.
set role syncline_owner;
alter table read.sync_status add column amount_minor bigint, add column amount_currency text;
reset role;
