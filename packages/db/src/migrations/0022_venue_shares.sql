-- Who holds the calls of a budget, and which of its venues wait: those of one account each get their share of it.

set role syncline_owner;

alter table coordination.bucket
  -- The connection of each lease.
  add column leased_by text[] not null default '{}',
  -- By connection: the first and the last of the times that those who wait were told to come back at.
  add column turns jsonb not null default '{}',
  drop column queued_until;

-- Another now takes who asks.
drop function if exists coordination.lease_tokens(uuid, text, int, int, int, int);

reset role;
