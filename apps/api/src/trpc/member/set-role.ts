import { roleInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

/** Gives a member another role, at once. The last admin stays one. */
export const setRole = procedure({
  permission: 'member.manage',
  stepUp: true,
  audit: { action: 'member.setRole', target: ({ userId }) => userId },
  input: z.strictObject({ userId: z.uuid(), role: roleInput }),
}).mutation(async ({ ctx, input: { userId, role } }) => {
  const { id } = ctx.access.organization
  const { members } = await ctx.ports.people.list(id)
  ctx.before({ role: members.find((member) => member.userId === userId)?.role })
  await ctx.ports.people.setRole(id, userId, role)
  return { userId, role }
})
