import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid() })

/** Has the sandbox, where it plays the provider, make one change there: a webhook comes of it. */
export const sendTest = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.sendTest', target: ({ connectionId }) => connectionId },
  input,
}).mutation(({ ctx, input: { connectionId } }) =>
  ctx.ports.sandboxEvents.send(ctx.access.organization.id, connectionId),
)
