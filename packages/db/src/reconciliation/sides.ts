import type pg from 'pg'
import type { Compared } from './newest.ts'

/** How records of one entity flow about a connection. */
export interface Sides {
  /** Whether some flow there. */
  readonly isTarget: boolean
  /** Where those of it go. */
  readonly targets: readonly string[]
}

const maxTargets = 1_000

/** `tx` must be inside `withOrganization`. */
export async function reconciliationSides(
  tx: pg.ClientBase,
  organizationId: string,
  { connectionId, entity }: Compared,
): Promise<Sides> {
  const { rows } = await tx.query<{ source: string; target: string }>(
    `select source_connection_id as source, target_connection_id as target from read.flow
     where organization_id = $1 and entity = $2 and not disabled and (source_connection_id = $3 or target_connection_id = $3)
     order by flow_id limit ${maxTargets}`,
    [organizationId, entity, connectionId],
  )
  return {
    isTarget: rows.some(({ target }) => target === connectionId),
    targets: [...new Set(rows.filter(({ source }) => source === connectionId).map(({ target }) => target))],
  }
}
