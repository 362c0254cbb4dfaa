import { z } from 'zod'
import { procedure } from '../procedure.ts'

/** Ends an invitation: its link opens nothing any more. */
export const revoke = procedure({
  permission: 'member.manage',
  audit: { action: 'invitation.revoke', target: ({ invitationId }) => invitationId },
  input: z.strictObject({ invitationId: z.uuid() }),
}).mutation(async ({ ctx, input: { invitationId } }) => {
  await ctx.ports.people.cancelInvitation(ctx.access.organization.id, invitationId)
  return { invitationId }
})
