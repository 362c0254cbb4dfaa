import { scheduleQueryInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** When what flows through a connection is read again by itself, and when it would be by another timing. */
export const schedule = procedure({
  permission: 'connection.read',
  audit: 'none',
  input: scheduleQueryInput,
}).query(({ ctx, input }) => ctx.ports.scheduleReads.get(ctx.access.organization.id, input))
