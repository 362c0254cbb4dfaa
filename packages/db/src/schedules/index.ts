import type { ScheduleTiming } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type pg from 'pg'

/** A schedule that a worker has in hand. */
export interface ClaimedSchedule {
  readonly organizationId: string
  readonly connectionId: string
  readonly timing: ScheduleTiming
  /** Null: its first time is still to be reckoned, and nothing is due. */
  readonly dueAt: Date | null
}

/** Schedules that are due or new, of all organizations; nobody else gets them for a minute. */
export async function claimSchedules(pool: pg.Pool, most: number): Promise<readonly ClaimedSchedule[]> {
  const { rows } = await pool.query<{
    organization_id: string
    connection_id: string
    timing: ScheduleTiming
    due_at: Date | null
  }>('select * from read.claim_schedules($1)', [most])
  return rows.map((row) => ({
    organizationId: row.organization_id,
    connectionId: row.connection_id,
    timing: row.timing,
    dueAt: row.due_at,
  }))
}

/** What became of a schedule that was due: something began, or why nothing did. Null: it was new. */
export type Came = { readonly refusal: ErrorCode | null } | null

/** Puts a schedule back, with its next time. */
export async function putBackSchedule(
  tx: pg.ClientBase,
  { organizationId, connectionId }: Pick<ClaimedSchedule, 'organizationId' | 'connectionId'>,
  dueAt: Date,
  came: Came,
): Promise<void> {
  await tx.query(
    `update coordination.schedule set due_at = $3, claimed_until = now(),
       began_at = case when $4 and $5::text is null then now() else began_at end,
       refusal = case when $4 then $5 else refusal end
     where organization_id = $1 and connection_id = $2`,
    [organizationId, connectionId, dueAt, came !== null, came?.refusal ?? null],
  )
}

/** How it went last, where it was ever due. */
export async function findScheduled(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<{ readonly beganAt: Date | null; readonly refusal: ErrorCode | null } | null> {
  const { rows } = await tx.query<{ beganAt: Date | null; refusal: ErrorCode | null }>(
    `select began_at as "beganAt", refusal from coordination.schedule
     where organization_id = $1 and connection_id = $2`,
    [organizationId, connectionId],
  )
  return rows[0] ?? null
}
