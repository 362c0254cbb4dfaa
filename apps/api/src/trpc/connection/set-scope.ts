import { scopeInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Chooses which kinds of records stay where they are: nothing of them leaves to a connection or from it. */
export const setScope = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.setScope', target: ({ connectionId }) => connectionId },
  input: scopeInput,
}).mutation(async ({ ctx, input }) => {
  const { id } = ctx.access.organization
  const before = (await ctx.ports.connectionReads.list(id)).find(
    ({ connectionId }) => connectionId === input.connectionId,
  )
  ctx.before(before && { off: before.scopeOff })
  return ctx.ports.connectionCommands.setScope(id, input, byOf(ctx))
})
