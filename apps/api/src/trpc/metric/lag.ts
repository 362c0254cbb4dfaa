import { metricLagInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** How far the views were behind the log over one time, in steps that fit it; the same for every organization. */
export const lag = procedure({ permission: 'metric.read', audit: 'none', input: metricLagInput }).query(
  ({ ctx, input }) => ctx.ports.metricReads.lag(ctx.access.organization.id, input),
)
