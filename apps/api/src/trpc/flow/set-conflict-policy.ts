import { conflictPolicies } from '@syncline/domain/connection'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ flowId: z.uuid(), policy: z.enum(conflictPolicies) })

/** Sets who wins where both sides changed a record, for conflicts that are found from now on. */
export const setConflictPolicy = procedure({
  permission: 'connection.configure',
  audit: { action: 'flow.setConflictPolicy', target: ({ flowId }) => flowId },
  input,
}).mutation(async ({ ctx, input: { flowId, policy } }) => {
  const { id } = ctx.access.organization
  const before = (await ctx.ports.connectionReads.flows(id)).find((known) => known.flowId === flowId)
  ctx.before(before && { policy: before.conflictPolicy })
  return ctx.ports.connectionCommands.setConflictPolicy(id, flowId, {
    policy,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  })
})
