import type pg from 'pg'

/** A reconciliation that a worker has in hand. */
export interface Turn {
  readonly organizationId: string
  readonly reconciliationId: string
}

/** Of all organizations; each is in one worker's hands only, for `leaseMs`. */
export async function claimReconciliations(
  pool: pg.Pool,
  leaseMs: number,
  most: number,
): Promise<readonly Turn[]> {
  const { rows } = await pool.query<Turn>(
    `select organization_id as "organizationId", reconciliation_id as "reconciliationId"
     from read.claim_reconciliations(make_interval(secs => $1 / 1000.0), $2)`,
    [leaseMs, most],
  )
  return rows
}

/** Keeps it for so long, or puts it off. `tx` must be inside `withOrganization`, here and below. */
export async function moveTurn(
  tx: pg.ClientBase,
  { organizationId, reconciliationId }: Turn,
  inMs: number,
): Promise<void> {
  await tx.query(
    `update coordination.reconciliation_turn set due_at = now() + make_interval(secs => $3 / 1000.0)
     where organization_id = $1 and reconciliation_id = $2`,
    [organizationId, reconciliationId, inMs],
  )
}

/** Objects forgotten at once: a million take seconds, not one long statement. */
const forgottenAtOnce = 10_000

/** It has ended: forgets which objects were seen, some at a time. @returns whether all are forgotten */
export async function endTurn(tx: pg.ClientBase, turn: Turn): Promise<boolean> {
  const { organizationId, reconciliationId } = turn
  const { rowCount } = await tx.query(
    `delete from coordination.reconciliation_seen where organization_id = $1 and reconciliation_id = $2
       and external_id = any (array(select external_id from coordination.reconciliation_seen
         where organization_id = $1 and reconciliation_id = $2 limit ${forgottenAtOnce}))`,
    [organizationId, reconciliationId],
  )
  if ((rowCount ?? 0) === forgottenAtOnce) return false
  await tx.query(
    'delete from coordination.reconciliation_turn where organization_id = $1 and reconciliation_id = $2',
    [organizationId, reconciliationId],
  )
  return true
}

/**
 * Notes which objects a part brought. A part that comes twice brings the same again.
 * @returns those that no earlier part brought
 */
export async function noteSeen(
  tx: pg.ClientBase,
  { organizationId, reconciliationId }: Turn,
  externalIds: readonly string[],
  part: number,
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ external_id: string }>(
    `insert into coordination.reconciliation_seen as s (organization_id, reconciliation_id, external_id, part)
     select $1, $2, x, $4 from unnest($3::text[]) x
     on conflict (organization_id, reconciliation_id, external_id) do update set part = excluded.part
       where s.part >= excluded.part
     returning external_id`,
    [organizationId, reconciliationId, [...new Set(externalIds)], part],
  )
  return new Set(rows.map(({ external_id }) => external_id))
}
