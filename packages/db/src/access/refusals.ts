import type { Actor } from '@syncline/domain/event'
import type pg from 'pg'

/** What a caller was refused, as far as it may be shown. */
export interface RefusalRow {
  readonly errorId: string
  readonly at: Date
  readonly actor: Actor
  /** A procedure, or method and pattern of a route. */
  readonly operation: string
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  readonly correlationId: string
}

/** As many as the table lets an organization have. */
const slots = 4_096
/** Where a refusal lies: the last three digits of its id, which are as good as drawn by lot. */
const slotOf = (errorId: string) => Number.parseInt(errorId.slice(-3), 16) % slots

/** Each in the place of whatever lay in its slot, in one statement. `tx` inside `withOrganization`. */
export async function keepRefusals(
  tx: pg.ClientBase,
  organizationId: string,
  refusals: readonly RefusalRow[],
): Promise<void> {
  const bySlot = new Map(refusals.map((refusal) => [slotOf(refusal.errorId), refusal]))
  await tx.query(
    `insert into coordination.refusal
       (organization_id, slot, error_id, at, actor, operation, code, details, correlation_id)
     select $1, r.slot, r."errorId", r.at, r.actor, r.operation, r.code, r.details, r."correlationId"
     from jsonb_to_recordset($2) r (slot smallint, "errorId" uuid, at timestamptz, actor text, operation text,
       code text, details jsonb, "correlationId" text)
     on conflict (organization_id, slot) do update set error_id = excluded.error_id, at = excluded.at,
       actor = excluded.actor, operation = excluded.operation, code = excluded.code,
       details = excluded.details, correlation_id = excluded.correlation_id`,
    [organizationId, JSON.stringify([...bySlot].map(([slot, refusal]) => ({ slot, ...refusal })))],
  )
}

/**
 * What was refused under an id: as long as no later refusal took its place, and a command for as long as the audit is
 * kept. `tx` inside `withOrganization`.
 */
export async function findRefusal(
  tx: pg.ClientBase,
  organizationId: string,
  errorId: string,
): Promise<RefusalRow | null> {
  const { rows } = await tx.query<RefusalRow>(
    `(select error_id as "errorId", at, actor, operation, code, details, correlation_id as "correlationId"
       from coordination.refusal where organization_id = $1 and slot = $2 and error_id = $3)
     union all
     (select error_id, at, actor, action, outcome, coalesce(answer -> 'details', '{}'), coalesce(correlation_id, '')
       from coordination.audit where organization_id = $1 and error_id = $3)
     limit 1`,
    [organizationId, slotOf(errorId), errorId],
  )
  return rows[0] ?? null
}
