import { webhookEndpointInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Has a webhook address at the provider send exactly what is routed here, and send at all. */
export const correct = procedure({
  permission: 'connection.configure',
  audit: { action: 'webhookEndpoint.correct', target: ({ connectionId }) => connectionId },
  input: webhookEndpointInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.webhookEndpoints.correct(ctx.access.organization.id, input, byOf(ctx)),
)
