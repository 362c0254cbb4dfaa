import { keepRefusals } from '@syncline/db/access'
import { withOrganization } from '@syncline/db/pool'
import type pg from 'pg'
import type { Refusals } from '../trpc/audit-port.ts'

/** Refusals of known callers, to be found under the ids they were told. */
export function createRefusals(pool: pg.Pool): Refusals {
  return {
    keep: (organizationId, refusals) =>
      withOrganization(pool, organizationId, (tx) => keepRefusals(tx, organizationId, refusals)),
  }
}
