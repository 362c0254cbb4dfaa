import { readOrganization } from '@syncline/db/pool'
import {
  type MetricQuery,
  readConnectionStrips,
  readMetricLag,
  readMetricOverview,
  readMetrics,
  readNeeds,
} from '@syncline/db/queries'
import type { MetricLagInput, MetricOverviewInput, Needs } from '@syncline/domain/view'
import { createHorizon, type ReadsDeps } from './horizon.ts'

/** What the overview reads. */
export function createMetricReads(deps: Pick<ReadsDeps, 'pool' | 'bell'>) {
  const { pool } = deps
  const { positionNow } = createHorizon(deps.bell, 'sync')

  return {
    read: (organizationId: string, query: MetricQuery) =>
      readOrganization(pool, organizationId, (tx) => readMetrics(tx, organizationId, query)),
    overview: (organizationId: string, input: MetricOverviewInput) =>
      readOrganization(pool, organizationId, (tx) => readMetricOverview(tx, organizationId, input)),
    lag: (organizationId: string, input: MetricLagInput) =>
      readOrganization(pool, organizationId, (tx) => readMetricLag(tx, input)),
    strips: (organizationId: string, now: Date) =>
      readOrganization(pool, organizationId, (tx) => readConnectionStrips(tx, organizationId, now)),
    needs: (organizationId: string): Promise<Needs> =>
      readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        return { ...(await readNeeds(tx, organizationId)), position }
      }),
  }
}
