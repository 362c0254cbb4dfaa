import { syncListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** A page of syncs, newest first. */
export const list = procedure({ permission: 'sync.read', audit: 'none', input: syncListInput }).query(
  ({ ctx, input }) => ctx.ports.syncReads.list(ctx.access.organization.id, input),
)
