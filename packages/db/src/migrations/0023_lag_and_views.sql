-- How far the projections are behind over time, and views of more lists.

set role syncline_owner;

-- How far each projection was behind the log, at its worst in each minute, hour and day of UTC. Of the installation, as
-- the projections are: it says nothing of any organization.
create table coordination.projection_lag (
  span text not null check (span in ('minute', 'hour', 'day')),
  at timestamptz not null,
  projection text not null,
  -- How long the oldest event that was not folded yet had been there.
  lag_ms bigint not null,
  lag_events bigint not null,
  primary key (span, at, projection)
) with (fillfactor = 80);
-- Written by read.sample_lag alone.
grant select, insert, update, delete on coordination.projection_lag to syncline_projector;
grant select on coordination.projection_lag to syncline_app, syncline_worker;

-- Events and the audit are lists with views of their own, too.
alter table coordination.saved_view drop constraint saved_view_list_check,
  add constraint saved_view_list_check check (list in ('syncs', 'webhooks', 'events', 'audit'));

reset role;
