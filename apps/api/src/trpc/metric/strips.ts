import { noInput, procedure } from '../procedure.ts'

/** How each connection did in the last day, half hour by half hour. */
export const strips = procedure({ permission: 'metric.read', audit: 'none', input: noInput }).query(
  ({ ctx }) => ctx.ports.metricReads.strips(ctx.access.organization.id, ctx.now()),
)
