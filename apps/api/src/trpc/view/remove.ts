import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ viewId: z.uuid() })

/** Takes a saved view away; what it showed is not touched. A foreign id answers as one that does not exist. */
export const remove = procedure({
  permission: 'view.manage',
  audit: { action: 'view.remove', target: ({ viewId }) => viewId },
  input,
}).mutation(({ ctx, input }) => ctx.ports.savedViews.remove(ctx.access.organization.id, input.viewId))
