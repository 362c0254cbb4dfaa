import { noInput, procedure } from '../procedure.ts'

/** What becomes of free text that holds personal data. */
export const get = procedure({ permission: 'organization.read', audit: 'none', input: noInput }).query(
  async ({ ctx }) => ({ policy: await ctx.ports.privacy.policyOf(ctx.access.organization.id) }),
)
