-- Signing in to providers: who is on the way there, what was granted, and webhooks of accounts that nobody has connected.

set role syncline_owner;

-- A way to a provider that began here and has not come back. Deleted when it does: each is good once.
create table coordination.oauth_state (
  organization_id uuid not null,
  digest bytea not null,
  session_id text not null,
  provider text not null,
  -- Null: a new connection.
  connection_id uuid,
  venue text not null,
  expires_at timestamptz not null,
  primary key (organization_id, digest)
);
alter table coordination.oauth_state enable row level security;
alter table coordination.oauth_state force row level security;
create policy organization_only on coordination.oauth_state to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, delete on coordination.oauth_state to syncline_app;

-- What a sign-in gave. The row's lock is the right to renew it: one winner, however many workers ask.
create table coordination.oauth_grant (
  organization_id uuid not null,
  connection_id uuid not null,
  access_expires_at timestamptz not null,
  renewed_at timestamptz not null,
  -- The provider renews it no more: a person has to sign in again.
  dead boolean not null default false,
  primary key (organization_id, connection_id)
);
alter table coordination.oauth_grant enable row level security;
alter table coordination.oauth_grant force row level security;
create policy organization_only on coordination.oauth_grant to syncline_app, syncline_worker
  using (organization_id = (select log.current_organization()))
  with check (organization_id = (select log.current_organization()));
grant select, insert, update on coordination.oauth_grant to syncline_app, syncline_worker;
grant insert, update, delete on custody.credential to syncline_worker;

-- Verified webhooks of an account that no connection has: of no organization yet, and pointers without personal data.
create table coordination.unclaimed_webhook (
  provider text not null,
  account_id text not null,
  event_id text not null,
  body bytea not null,
  received_at timestamptz not null default now(),
  primary key (provider, account_id, event_id)
);
create index unclaimed_webhook_age_idx on coordination.unclaimed_webhook (received_at);
alter table coordination.unclaimed_webhook enable row level security;
alter table coordination.unclaimed_webhook force row level security;
create policy door on coordination.unclaimed_webhook to syncline_app using (true) with check (true);
grant select, insert, delete on coordination.unclaimed_webhook to syncline_app;

create index connection_account_idx on read.connection (provider, account_id);

reset role;
