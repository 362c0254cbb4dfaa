import { syncRequestManyInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Asks for up to 200 objects of one kind, as `sync.request` does for one; an id that comes twice is asked for once. */
export const requestMany = procedure({
  permission: 'sync.request',
  audit: {
    action: 'sync.requestMany',
    target: ({ entity, sourceIds }) => `${entity}, ${sourceIds.length} ids`,
  },
  input: syncRequestManyInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.syncCommands.request(ctx.access.organization.id, input, {
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
