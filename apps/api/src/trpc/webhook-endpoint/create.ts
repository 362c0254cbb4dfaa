import { webhookEndpointCreateInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Has the provider send its webhooks to a connection; the secret it signs with goes into custody and is never shown. */
export const create = procedure({
  permission: 'connection.configure',
  audit: { action: 'webhookEndpoint.create', target: ({ connectionId }) => connectionId },
  input: webhookEndpointCreateInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.webhookEndpoints.create(ctx.access.organization.id, input, byOf(ctx)),
)
