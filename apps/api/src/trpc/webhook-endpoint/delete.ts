import { webhookEndpointInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Deletes a webhook address that points here from the provider's list. */
export const remove = procedure({
  permission: 'connection.configure',
  audit: { action: 'webhookEndpoint.delete', target: ({ connectionId }) => connectionId },
  input: webhookEndpointInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.webhookEndpoints.remove(ctx.access.organization.id, input, byOf(ctx)),
)
