import { z } from 'zod'
import { personOf } from '../access.ts'
import { procedure } from '../procedure.ts'

/** Ends all of one's own sessions but this one. */
export const revokeOthers = procedure({
  permission: 'signed-in',
  audit: { action: 'session.revokeOthers', target: () => 'own' },
  input: z.strictObject({}),
}).mutation(async ({ ctx }) => ({ ended: await ctx.ports.sessions.endOthers(personOf(ctx.access)) }))
