import { metricOverviewInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Everything that is counted over one time, in steps that fit it. */
export const overview = procedure({
  permission: 'metric.read',
  audit: 'none',
  input: metricOverviewInput,
}).query(({ ctx, input }) => ctx.ports.metricReads.overview(ctx.access.organization.id, input))
