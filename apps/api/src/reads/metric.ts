import { readOrganization } from '@syncline/db/pool'
import {
  type MetricQuery,
  placed,
  readConnectionStrips,
  readMetricLag,
  readMetricOverview,
  readMetrics,
  readNeeds,
} from '@syncline/db/queries'
import type { MetricLagInput, MetricOverviewInput, Needs, NeedsInput } from '@syncline/domain/view'
import { createHorizon, type ReadsDeps } from './horizon.ts'

/** Whose numbers are asked for besides: a venue's. */
export type MetricAsked = Omit<MetricQuery, 'connectionIds'> & { readonly venue?: string | undefined }

/** What the overview reads. */
export function createMetricReads(deps: Pick<ReadsDeps, 'pool' | 'bell'>) {
  const { pool } = deps
  const { positionNow } = createHorizon(deps.bell, 'sync')

  return {
    read: (organizationId: string, query: MetricAsked) =>
      readOrganization(pool, organizationId, async (tx) =>
        readMetrics(tx, organizationId, await placed(tx, organizationId, query)),
      ),
    overview: (organizationId: string, input: MetricOverviewInput) =>
      readOrganization(pool, organizationId, async (tx) =>
        readMetricOverview(tx, organizationId, await placed(tx, organizationId, input)),
      ),
    lag: (organizationId: string, input: MetricLagInput) =>
      readOrganization(pool, organizationId, (tx) => readMetricLag(tx, input)),
    strips: (organizationId: string, now: Date) =>
      readOrganization(pool, organizationId, (tx) => readConnectionStrips(tx, organizationId, now)),
    needs: (organizationId: string, input: NeedsInput): Promise<Needs> =>
      readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const there = await placed(tx, organizationId, input)
        return { ...(await readNeeds(tx, organizationId, there)), position }
      }),
  }
}
