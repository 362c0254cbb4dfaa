import { noInput, procedure } from '../procedure.ts'

/** Every flow, with the mapping it has. */
export const list = procedure({ permission: 'connection.read', audit: 'none', input: noInput }).query(
  ({ ctx }) => ctx.ports.mappings.list(ctx.access.organization.id),
)
