import { limitPolicySchema } from '@syncline/domain/connection'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({
  connectionId: z.uuid(),
  /** Calls per window in milliseconds, and when the breaker opens; null for the usual. */
  policy: limitPolicySchema.extend({ atOnce: limitPolicySchema.shape.atOnce.default(null) }),
})

/** Sets how many calls a connection gets and when it is left in peace; felt within seconds. */
export const setLimits = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.setLimits', target: ({ connectionId }) => connectionId },
  input,
}).mutation(async ({ ctx, input: { connectionId, policy } }) => {
  const { id } = ctx.access.organization
  const before = await ctx.ports.protectionReads.get(id, connectionId)
  ctx.before(before && { policy: before.policy })
  return ctx.ports.protectionCommands.setLimits(id, connectionId, policy, byOf(ctx))
})
