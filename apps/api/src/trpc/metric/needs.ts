import { needsInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** What waits for a person, the same problem counted once. */
export const needs = procedure({
  permission: 'metric.read',
  audit: 'none',
  input: needsInput.default({}),
}).query(({ ctx, input }) => ctx.ports.metricReads.needs(ctx.access.organization.id, input))
