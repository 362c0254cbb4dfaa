import { rechargeListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** The newest recharges of a connection, as they are told in the log. */
export const list = procedure({
  permission: 'connection.read',
  audit: 'none',
  input: rechargeListInput,
}).query(({ ctx, input }) => ctx.ports.recharges.list(ctx.access.organization.id, input))
