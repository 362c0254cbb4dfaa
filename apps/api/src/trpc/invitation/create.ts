import { emailInput, roleInput } from '@syncline/domain/view'
import { z } from 'zod'
import { personOf } from '../access.ts'
import { procedure } from '../procedure.ts'

/** Asks a person in, for a week. The link is in this answer only; who was asked before gets a new one. */
export const create = procedure({
  permission: 'member.manage',
  stepUp: true,
  answersSecret: true,
  audit: { action: 'invitation.create', target: ({ role }) => role },
  input: z.strictObject({ email: emailInput, role: roleInput }),
}).mutation(async ({ ctx, input }) => {
  const { user } = personOf(ctx.access)
  return ctx.ports.people.invite(ctx.access.organization.id, input, user.id)
})
