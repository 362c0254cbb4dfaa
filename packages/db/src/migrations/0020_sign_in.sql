-- Signing in at an issuer, and invitations that go out by mail.

set role syncline_owner;

-- Whom an issuer means by its name for somebody: one person, found at each sign-in.
create unique index "account_providerId_accountId_key" on auth."account" ("providerId", "accountId");

-- What became of an invitation's mail; null where none was asked for. The link itself is nowhere.
alter table auth."invitation"
  add column "mailState" text check ("mailState" in ('waiting', 'sent', 'failed')),
  add column "mailAt" timestamptz,
  add column "mailProblem" text
    check ("mailProblem" in ('address_refused', 'refused', 'sign_in_refused', 'unreachable'));
create index "invitation_mail_idx" on auth."invitation" ("createdAt") where "mailState" = 'waiting';

reset role;
