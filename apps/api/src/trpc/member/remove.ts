import { z } from 'zod'
import { procedure } from '../procedure.ts'

/** Takes a member out of the organization, at once. The last admin stays. */
export const remove = procedure({
  permission: 'member.manage',
  stepUp: true,
  audit: { action: 'member.remove', target: ({ userId }) => userId },
  input: z.strictObject({ userId: z.uuid() }),
}).mutation(async ({ ctx, input: { userId } }) => {
  const { id } = ctx.access.organization
  const { members } = await ctx.ports.people.list(id)
  ctx.before({ role: members.find((member) => member.userId === userId)?.role })
  await ctx.ports.people.remove(id, userId)
  return { userId }
})
