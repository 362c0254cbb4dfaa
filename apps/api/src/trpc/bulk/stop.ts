import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ bulkId: z.uuid() })

/** Stops a command on many syncs after the part that is out; what was done stays done. */
export const stop = procedure({
  permission: 'bulk.stop',
  audit: { action: 'bulk.stop', target: ({ bulkId }) => bulkId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.bulkCommands.stop(ctx.access.organization.id, input.bulkId, {
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
