import { syncSumsInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** How much money some syncs carry together, each currency by itself: what a command on many is about. */
export const sums = procedure({ permission: 'sync.read', audit: 'none', input: syncSumsInput }).query(
  ({ ctx, input }) => ctx.ports.syncReads.sums(ctx.access.organization.id, input),
)
