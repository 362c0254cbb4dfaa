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

/** Each in the place of whatever lay in its slot. `tx` inside `withOrganization`. */
export async function keepRefusals(
  tx: pg.ClientBase,
  organizationId: string,
  refusals: readonly RefusalRow[],
): Promise<void> {
  for (const { errorId, at, actor, operation, code, details, correlationId } of refusals)
    await tx.query(
      `insert into coordination.refusal
         (organization_id, slot, error_id, at, actor, operation, code, details, correlation_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (organization_id, slot) do update set error_id = excluded.error_id, at = excluded.at,
         actor = excluded.actor, operation = excluded.operation, code = excluded.code,
         details = excluded.details, correlation_id = excluded.correlation_id`,
      [
        organizationId,
        slotOf(errorId),
        errorId,
        at,
        actor,
        operation,
        code,
        JSON.stringify(details),
        correlationId,
      ],
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
