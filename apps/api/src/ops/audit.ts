import { withOrganization } from '@syncline/db/pool'
import type pg from 'pg'
import type { Audit } from '../trpc/ports.ts'

/** Who did what through the API, from where, and what came of it. The table refuses changes, as the log does. */
export function createAudit(pool: pg.Pool): Audit {
  return {
    async record(entry) {
      const { organizationId, at, actor, action, target, outcome, errorId, ip, userAgent, correlationId } =
        entry
      await withOrganization(pool, organizationId, (tx) =>
        tx.query(
          `insert into coordination.audit (organization_id, at, actor, action, target, outcome, ip, user_agent,
             correlation_id, error_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            organizationId,
            at,
            actor,
            action,
            target,
            outcome,
            ip,
            userAgent?.slice(0, 300) ?? null,
            correlationId,
            errorId,
          ],
        ),
      )
    },
  }
}
