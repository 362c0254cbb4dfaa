import { scheduleInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Sets when what flows through a connection is read again by itself. */
export const setSchedule = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.setSchedule', target: ({ connectionId }) => connectionId },
  input: scheduleInput,
}).mutation(async ({ ctx, input }) => {
  const { id } = ctx.access.organization
  const before = (await ctx.ports.connectionReads.list(id)).find(
    ({ connectionId }) => connectionId === input.connectionId,
  )
  ctx.before(before && { schedule: before.schedule })
  return ctx.ports.connectionCommands.setSchedule(id, input, byOf(ctx))
})
