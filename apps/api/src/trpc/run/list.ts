import { runListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** A page of runs, newest first, and how many there are of each status. */
export const list = procedure({ permission: 'sync.read', audit: 'none', input: runListInput }).query(
  ({ ctx, input }) => ctx.ports.runs.list(ctx.access.organization.id, input),
)
