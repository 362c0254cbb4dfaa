import { z } from 'zod'
import { personOf } from '../access.ts'
import { procedure } from '../procedure.ts'

/** Ends one of one's own sessions. */
export const revoke = procedure({
  permission: 'signed-in',
  audit: { action: 'session.revoke', target: ({ sessionId }) => sessionId },
  input: z.strictObject({ sessionId: z.uuid() }),
}).mutation(async ({ ctx, input: { sessionId } }) => {
  await ctx.ports.sessions.end(personOf(ctx.access).user.id, sessionId)
  return { sessionId }
})
