import { connectInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Connects a venue to a provider; what is secret goes into custody and never comes out again. */
export const create = procedure({
  permission: 'connection.configure',
  stepUp: true,
  audit: {
    action: 'connection.create',
    target: ({ connectionId }) => connectionId,
    after: ({ provider, name, venue, accountId, baseUrl }) => ({ provider, name, venue, accountId, baseUrl }),
  },
  input: connectInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.custodyCommands.connect(ctx.access.organization.id, input, byOf(ctx)),
)
