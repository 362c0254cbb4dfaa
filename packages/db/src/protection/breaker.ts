import type { BreakerPolicy, BreakerState, LimitPolicy, ProviderName } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type pg from 'pg'

/** What a call to a connection has to know before it may go out. */
export interface Standing {
  readonly provider: ProviderName
  readonly accountId: string
  /** What a person set; null: nothing. */
  readonly policy: LimitPolicy | null
  readonly breaker: BreakerState
  readonly failures: number
}

/** Null when there is no such connection. */
export async function readStanding(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<Standing | null> {
  const { rows } = await tx.query<Standing>({
    name: 'read-standing',
    text: `select c.provider, c.account_id as "accountId", c.limits as policy,
         coalesce(b.state, 'closed') as breaker, coalesce(b.failures, 0) as failures
       from read.connection c left join coordination.breaker b using (organization_id, connection_id)
       where c.organization_id = $1 and c.connection_id = $2 and c.status <> 'deleted'`,
    values: [organizationId, connectionId],
  })
  return rows[0] ?? null
}

export interface Entrance {
  readonly verdict: 'closed' | 'trial' | 'open'
  /** While it is open. */
  readonly waitMs: number
  /** This call is the first after the time of peace. */
  readonly became: boolean
}

/** @param caller names this one call: only it is listened to, if it gets the trial */
export async function enterBreaker(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  caller: string,
  trialMs: number,
): Promise<Entrance> {
  const { rows } = await tx.query<Entrance>(
    'select verdict, wait_ms as "waitMs", became from coordination.enter_breaker($1, $2, $3, $4)',
    [organizationId, connectionId, caller, trialMs],
  )
  return rows[0] as Entrance
}

/** The trial call did not go out: the next one may have it. */
export async function leaveTrial(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  caller: string,
): Promise<void> {
  await tx.query(
    `update coordination.breaker set trial_by = null, trial_until = null
     where organization_id = $1 and connection_id = $2 and trial_by = $3`,
    [organizationId, connectionId, caller],
  )
}

export interface Counted {
  readonly state: BreakerState
  readonly failures: number
  /** This call changed the state. */
  readonly became: boolean
}

/** @param failure what went wrong at the provider; null: it answered */
export async function noteCall(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  caller: string,
  failure: ErrorCode | null,
  { threshold, openMs }: BreakerPolicy,
): Promise<Counted> {
  const { rows } = await tx.query<Counted>(
    'select state, failures, became from coordination.note_call($1, $2, $3, $4, $5, $6)',
    [organizationId, connectionId, caller, failure, threshold, openMs],
  )
  return rows[0] as Counted
}

/** @returns whether it was not closed, or had counted failures */
export async function closeBreaker(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update coordination.breaker set state = 'closed', failures = 0, open_until = null, trial_by = null, trial_until = null
     where organization_id = $1 and connection_id = $2 and (state <> 'closed' or failures > 0)`,
    [organizationId, connectionId],
  )
  return rowCount === 1
}

export interface BreakerRow {
  readonly state: BreakerState
  readonly failures: number
  readonly lastCode: ErrorCode | null
  readonly lastFailedAt: Date | null
  readonly openUntil: Date | null
}

/** Null while nothing ever went wrong. */
export async function readBreaker(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<BreakerRow | null> {
  const { rows } = await tx.query<BreakerRow>(
    `select state, failures, last_code as "lastCode", last_failed_at as "lastFailedAt", open_until as "openUntil"
     from coordination.breaker where organization_id = $1 and connection_id = $2`,
    [organizationId, connectionId],
  )
  return rows[0] ?? null
}

export interface RecentError {
  readonly code: ErrorCode
  readonly count: number
  readonly lastAt: Date
}

const triesLookedAt = 200

/** What went wrong in the last tries of a connection, the most frequent first. */
export async function recentErrors(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<readonly RecentError[]> {
  const { rows } = await tx.query<RecentError>(
    `select code, count(*)::int as count, max(started_at) as "lastAt"
     from (select code, started_at from read.attempt where organization_id = $1 and connection_id = $2
       order by started_position desc limit $3) t
     where code is not null group by code order by count(*) desc, code limit 10`,
    [organizationId, connectionId, triesLookedAt],
  )
  return rows
}
