import { noInput, procedure } from '../procedure.ts'

/** Which records go from where to where. */
export const list = procedure({ permission: 'connection.read', audit: 'none', input: noInput }).query(
  ({ ctx }) => ctx.ports.connectionReads.flows(ctx.access.organization.id),
)
