import { webhookEndpointInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Stops a webhook address at the provider from sending; it stays in the provider's list. */
export const disable = procedure({
  permission: 'connection.configure',
  audit: { action: 'webhookEndpoint.disable', target: ({ connectionId }) => connectionId },
  input: webhookEndpointInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.webhookEndpoints.disable(ctx.access.organization.id, input, byOf(ctx)),
)
