import { noInput, procedure } from '../procedure.ts'

/** Who belongs to the organization, with which role, and who was asked in. */
export const list = procedure({ permission: 'member.read', audit: 'none', input: noInput }).query(({ ctx }) =>
  ctx.ports.people.list(ctx.access.organization.id),
)
