import { runStartInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/**
 * Starts a pull of many records from a connection, one run of each kind of record: of everything, or of what was changed
 * since the last completed one began. What differs from what is known becomes syncs along the flows that lead from there.
 */
export const start = procedure({
  permission: 'run.manage',
  audit: { action: 'run.start', target: ({ connectionId }) => connectionId },
  input: runStartInput,
}).mutation(({ ctx, input }) => ctx.ports.runs.start(ctx.access.organization.id, input, byOf(ctx)))
