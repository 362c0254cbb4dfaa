import { reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({ flowId: z.uuid(), reason: reasonInput })

/** Takes a flow away: no change goes along it from now on. What was asked for before still does; what was written stays. */
export const disable = procedure({
  permission: 'connection.configure',
  audit: { action: 'flow.disable', target: ({ flowId }) => flowId },
  input,
}).mutation(async ({ ctx, input }) => {
  const { id } = ctx.access.organization
  const before = (await ctx.ports.connectionReads.flows(id)).find(({ flowId }) => flowId === input.flowId)
  ctx.before(
    before && {
      entity: before.entity,
      sourceConnectionId: before.sourceConnectionId,
      targetConnectionId: before.targetConnectionId,
    },
  )
  return ctx.ports.connectionCommands.disableFlow(id, input, byOf(ctx))
})
