import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid() })

/** Looks at the provider of a connection now, without waiting for the next look. */
export const checkHealth = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.checkHealth', target: ({ connectionId }) => connectionId },
  input,
}).mutation(({ ctx, input: { connectionId } }) =>
  ctx.ports.protectionCommands.checkHealth(ctx.access.organization.id, connectionId),
)
