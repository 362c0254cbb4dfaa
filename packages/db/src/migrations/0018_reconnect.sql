-- Since when a connection waits for a person to sign in again; null while its sign-in holds.
set role syncline_owner;
alter table read.connection add column reconnect_needed_at timestamptz;
reset role;
