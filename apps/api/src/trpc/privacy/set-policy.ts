import { privacyPolicies } from '@syncline/domain/privacy'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ policy: z.enum(privacyPolicies) })

/** Sets what becomes of free text that holds personal data, for what is written from now on. */
export const setPolicy = procedure({
  permission: 'organization.configure',
  audit: { action: 'privacy.setPolicy', target: ({ policy }) => policy },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.privacy.setPolicy(ctx.access.organization.id, {
    policy: input.policy,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
