import { noInput, procedure } from '../procedure.ts'

/** The organization's connections, for names and filters. */
export const list = procedure({ permission: 'connection.read', audit: 'none', input: noInput }).query(
  ({ ctx }) => ctx.ports.connectionReads.list(ctx.access.organization.id),
)
