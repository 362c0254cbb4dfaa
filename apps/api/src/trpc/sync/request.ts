import { syncRequestInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Asks for one object to be read from its source and written to a connection. Answers when that is in the log. */
export const request = procedure({
  permission: 'sync.request',
  audit: { action: 'sync.request', target: ({ entity, sourceId }) => `${entity} ${sourceId}` },
  input: syncRequestInput,
}).mutation(async ({ ctx, input }) => {
  const { sourceId, ...rest } = input
  const { position, syncs } = await ctx.ports.syncCommands.request(
    ctx.access.organization.id,
    { ...rest, sourceIds: [sourceId] },
    { actor: ctx.access.actor, correlationId: ctx.correlationId },
  )
  return { position, syncId: syncs[0]?.syncId as string }
})
