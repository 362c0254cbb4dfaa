import type { Entity } from '@syncline/domain/connection'
import type pg from 'pg'

/** A run that has to be carried on, as whoever claimed it knows it. */
export interface RunTurn {
  readonly organizationId: string
  readonly runId: string
  readonly connectionId: string
  readonly entity: Entity
  readonly begunAt: Date
  /** Since when the provider has answered with nothing but failures, and how often; null for not at all. */
  readonly failingSince: Date | null
  readonly failures: number
}

type Key = Pick<RunTurn, 'organizationId' | 'runId'>

/**
 * Takes the place of a run: no other of the same records begins while it is not over. One that is due is carried on by a
 * worker; `tx` must be inside `withOrganization`, here and below.
 * @returns the run that has the place already; null when it was taken, or was its own
 */
export async function takePlace(
  tx: pg.ClientBase,
  { organizationId, runId, connectionId, entity }: Omit<RunTurn, 'begunAt' | 'failingSince' | 'failures'>,
): Promise<string | null> {
  const { rows } = await tx.query<{ runId: string }>(
    `with taken as (
       insert into coordination.run (organization_id, connection_id, entity, run_id, due_at)
       values ($1, $2, $3, $4, now() + interval '1 second') on conflict do nothing returning run_id)
     select coalesce((select run_id from taken), (select run_id from coordination.run
       where organization_id = $1 and connection_id = $2 and entity = $3), $4) as "runId"`,
    [organizationId, connectionId, entity, runId],
  )
  const holder = rows[0]?.runId ?? runId
  return holder === runId ? null : holder
}

/** Has it carried on now. */
export async function ringRun(tx: pg.ClientBase, { organizationId, runId }: Key): Promise<void> {
  await tx.query(
    'update coordination.run set due_at = now(), hold = null where organization_id = $1 and run_id = $2',
    [organizationId, runId],
  )
}

/** It is over, and another of the same records may begin. */
export async function leavePlace(tx: pg.ClientBase, { organizationId, runId }: Key): Promise<void> {
  await tx.query('delete from coordination.run where organization_id = $1 and run_id = $2', [
    organizationId,
    runId,
  ])
}

/** Runs of all organizations that are due, one of each connection; each is this worker's for `leaseSeconds`. */
export async function claimRuns(
  client: Pick<pg.Pool, 'query'>,
  worker: string,
  leaseSeconds: number,
  most: number,
): Promise<readonly RunTurn[]> {
  const { rows } = await client.query<RunTurn>(
    `select organization_id as "organizationId", run_id as "runId", connection_id as "connectionId", entity,
       begun_at as "begunAt", failing_since as "failingSince", failures
     from read.claim_runs($1, make_interval(secs => $2), $3)`,
    [worker, leaseSeconds, most],
  )
  return rows
}

/** A page came through: nothing fails any more. @returns false where another worker has it by now */
export async function keepClaim(
  tx: pg.ClientBase,
  { organizationId, runId }: Key,
  worker: string,
  leaseSeconds: number,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update coordination.run set claimed_until = now() + make_interval(secs => $4), due_at = now(), hold = null,
       failing_since = null, failures = 0
     where organization_id = $1 and run_id = $2 and worker = $3`,
    [organizationId, runId, worker, leaseSeconds],
  )
  return rowCount === 1
}

export interface PutOff {
  readonly waitMs: number
  /** Why it waits; null where it does not have to. */
  readonly hold: string | null
  readonly failed: boolean
}

/** Lets go of it until later. What another worker has by now is left to that one. */
export async function putOffRun(
  tx: pg.ClientBase,
  { organizationId, runId }: Key,
  worker: string,
  { waitMs, hold, failed }: PutOff,
): Promise<void> {
  await tx.query(
    `update coordination.run set claimed_until = null, due_at = now() + $4 * interval '1 millisecond', hold = $5,
       failing_since = case when $6 then coalesce(failing_since, now()) end,
       failures = case when $6 then failures + 1 else 0 end
     where organization_id = $1 and run_id = $2 and worker = $3`,
    [organizationId, runId, worker, Math.round(waitMs), hold, failed],
  )
}
