import { listAudit } from '@syncline/db/access'
import { readOrganization } from '@syncline/db/pool'
import type { NamesOf } from '@syncline/db/queries'
import type pg from 'pg'
import type { AuditReads } from '../trpc/read-ports.ts'

/** The audit with people's names put in. */
export function createAuditReads({ pool, namesOf }: { pool: pg.Pool; namesOf: NamesOf }): AuditReads {
  return {
    async list(organizationId, input) {
      const { rows, nextCursor } = await readOrganization(pool, organizationId, (tx) =>
        listAudit(tx, organizationId, input),
      )
      const names = await namesOf(rows.map(({ actor }) => actor))
      return {
        rows: rows.map(({ actor, at, ...row }) => ({
          ...row,
          at: at.toISOString(),
          by: { actor, name: names.get(actor) ?? null },
        })),
        nextCursor,
      }
    },
  }
}
