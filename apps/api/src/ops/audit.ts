import { insertAudit } from '@syncline/db/access'
import { withOrganization } from '@syncline/db/pool'
import { maskJson } from '@syncline/domain/mask'
import type pg from 'pg'
import type { Audit } from '../trpc/ports.ts'

const maxJsonLength = 16_384

/** Who did what through the API, from where, and what came of it. The table refuses changes, as the log does. */
export function createAudit(pool: pg.Pool): Audit {
  return {
    async record({ organizationId, ip, userAgent, ...entry }) {
      await withOrganization(pool, organizationId, (tx) =>
        insertAudit(tx, organizationId, {
          ...entry,
          address: ip,
          userAgent: userAgent?.slice(0, 300) ?? null,
          before: kept(entry.before),
          after: kept(entry.after),
        }),
      )
    },
  }
}

/** Masked, free of what jsonb refuses, and never long. */
function kept(value: unknown): unknown {
  if (value === undefined || value === null) return null
  const masked = maskJson(value)
  return JSON.stringify(masked).length <= maxJsonLength ? masked : { tooLong: true }
}
