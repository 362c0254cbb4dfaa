-- Keys of programs, how they are used, and an audit that can be searched and says what was changed.

set role syncline_owner;

-- The secret itself is nowhere: a digest of it under the organization's key.
create table custody.api_key (
  organization_id uuid not null,
  key_id text collate "C" not null,
  name text not null,
  environment text not null check (environment in ('live', 'test')),
  scopes text[] not null,
  digest text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  replaced_by text collate "C",
  revoked_at timestamptz,
  primary key (organization_id, key_id)
);
-- A call names its key, not its organization.
create index api_key_id_idx on custody.api_key (key_id);
create index api_key_created_idx on custody.api_key (organization_id, created_at desc);

-- How often a key was used, by day and address. Counted in bulk, so the last seconds may be missing.
create table coordination.api_key_use (
  organization_id uuid not null,
  key_id text collate "C" not null,
  day date not null,
  address text collate "C" not null,
  uses bigint not null,
  last_used_at timestamptz not null,
  primary key (organization_id, key_id, day, address)
);

-- Answers to calls that carry an Idempotency-Key, for a day. No status yet: the first call is still out.
create table coordination.answer (
  organization_id uuid not null,
  caller text collate "C" not null,
  key text collate "C" not null,
  request_digest text not null,
  status smallint,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (organization_id, caller, key)
);
create index answer_created_idx on coordination.answer (organization_id, created_at);

do $$
declare name text;
begin
  foreach name in array array['custody.api_key', 'coordination.api_key_use', 'coordination.answer'] loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format('create policy organization_only on %s to syncline_app
      using (organization_id = (select log.current_organization()))
      with check (organization_id = (select log.current_organization()))', name);
  end loop;
end $$;
grant select, insert, update on custody.api_key to syncline_app;
grant select, insert, update, delete on coordination.api_key_use, coordination.answer to syncline_app;
-- Stands behind read.find_api_key.
create policy finder_read on custody.api_key for select to syncline_projector using (true);
grant select on custody.api_key to syncline_projector;

-- Windows of rate limits, shared by every instance; the columns are those of rate-limiter-flexible. Keys only, no data.
create table coordination.rate_limit (
  key varchar(255) primary key,
  points int not null default 0,
  expire bigint
);
create index rate_limit_expire_idx on coordination.rate_limit (expire);
grant select, insert, update, delete on coordination.rate_limit to syncline_app;

-- What was there and what was asked for, masked.
alter table coordination.audit add column before jsonb, add column after jsonb;
-- One index per filter, each ending in the list's order; the primary key serves the list itself.
create index audit_actor_idx on coordination.audit (organization_id, actor, id desc);
create index audit_action_idx on coordination.audit (organization_id, action, id desc);
create index audit_target_idx on coordination.audit (organization_id, target, id desc);
create index audit_outcome_idx on coordination.audit (organization_id, outcome, id desc);
-- A time becomes an id by one probe.
create index audit_at_idx on coordination.audit (organization_id, at, id);

-- Which connections there are to a provider, for addresses that name none.
create index connection_provider_idx on read.connection (provider);

-- When the password was given again, for what needs it again.
alter table auth."session" add column "verifiedAt" timestamptz;

-- Codes at sign-in; the columns are those better-auth expects, its secrets encrypted by it.
alter table auth."user" add column "twoFactorEnabled" boolean;
create table auth."twoFactor" (
  "id" text not null primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");
grant select, insert, update, delete on auth."twoFactor" to syncline_app;

reset role;

grant usage on schema custody to syncline_projector;
