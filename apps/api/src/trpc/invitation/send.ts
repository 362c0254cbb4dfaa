import { z } from 'zod'
import { procedure } from '../procedure.ts'

/** Sends the mail of an invitation once more. */
export const send = procedure({
  permission: 'member.manage',
  audit: { action: 'invitation.send', target: ({ invitationId }) => invitationId },
  input: z.strictObject({ invitationId: z.uuid() }),
}).mutation(({ ctx, input: { invitationId } }) =>
  ctx.ports.people.mailAgain(ctx.access.organization.id, invitationId),
)
