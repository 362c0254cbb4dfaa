import { noInput, procedure } from '../procedure.ts'

/** Views of the lists that this organization saved. */
export const list = procedure({ permission: 'organization.read', audit: 'none', input: noInput }).query(
  ({ ctx }) => ctx.ports.savedViews.list(ctx.access.organization.id),
)
