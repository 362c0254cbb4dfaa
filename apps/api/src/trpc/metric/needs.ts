import { noInput, procedure } from '../procedure.ts'

/** What waits for a person, the same problem counted once. */
export const needs = procedure({ permission: 'metric.read', audit: 'none', input: noInput }).query(
  ({ ctx }) => ctx.ports.metricReads.needs(ctx.access.organization.id),
)
