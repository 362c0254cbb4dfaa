import type { Health, ProviderName } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type pg from 'pg'

export interface DueLook {
  readonly organizationId: string
  readonly connectionId: string
  readonly provider: ProviderName
}

const leaseSeconds = 120
const keptDays = 7

/** Of all organizations; each look is given to one worker only. */
export async function claimHealthLooks(pool: pg.Pool, most: number): Promise<readonly DueLook[]> {
  const { rows } = await pool.query<DueLook>(
    `select organization_id as "organizationId", connection_id as "connectionId", provider
     from read.claim_health_looks(make_interval(secs => $1), $2)`,
    [leaseSeconds, most],
  )
  return rows
}

export interface KnownHealth {
  readonly health: Health | null
  /** Looks in a row without success. */
  readonly failures: number
}

export async function knownHealth(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<KnownHealth> {
  const { rows } = await tx.query<KnownHealth>(
    'select health, failures from coordination.health where organization_id = $1 and connection_id = $2',
    [organizationId, connectionId],
  )
  return rows[0] ?? { health: null, failures: 0 }
}

export interface Look {
  readonly health: Health
  readonly code: ErrorCode | null
  readonly tookMs: number
  readonly failures: number
}

/** Writes a look down, forgets those older than a week, and says when the next one is due. */
export async function recordLook(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  { health, code, tookMs, failures }: Look,
  nextInMs: number,
): Promise<void> {
  await tx.query(
    `insert into coordination.health (organization_id, connection_id, health, failures, looked_at, next_look_at)
     values ($1, $2, $3, $4, now(), now() + make_interval(secs => $5 / 1000.0))
     on conflict (organization_id, connection_id) do update set health = excluded.health, failures = excluded.failures,
       looked_at = excluded.looked_at, next_look_at = excluded.next_look_at`,
    [organizationId, connectionId, health, failures, nextInMs],
  )
  await tx.query(
    `insert into coordination.health_look (organization_id, connection_id, looked_at, health, code, took_ms)
     values ($1, $2, clock_timestamp(), $3, $4, $5)`,
    [organizationId, connectionId, health, code, tookMs],
  )
  await tx.query(
    `delete from coordination.health_look
     where organization_id = $1 and connection_id = $2 and looked_at < now() - make_interval(days => $3)`,
    [organizationId, connectionId, keptDays],
  )
}

/** Nobody could look now: another try is made in so many milliseconds. */
export async function putOffLook(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  nextInMs: number,
): Promise<void> {
  await tx.query(
    `update coordination.health set next_look_at = now() + make_interval(secs => $3 / 1000.0)
     where organization_id = $1 and connection_id = $2`,
    [organizationId, connectionId, nextInMs],
  )
}

export interface LookRow extends Omit<Look, 'failures'> {
  readonly lookedAt: Date
}

/** Newest first. */
export async function listLooks(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  most: number,
): Promise<readonly LookRow[]> {
  const { rows } = await tx.query<LookRow>(
    `select looked_at as "lookedAt", health, code, took_ms as "tookMs" from coordination.health_look
     where organization_id = $1 and connection_id = $2 order by looked_at desc limit $3`,
    [organizationId, connectionId, most],
  )
  return rows
}
