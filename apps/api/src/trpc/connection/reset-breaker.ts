import { reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid(), reason: reasonInput })

/** Closes the breaker of a connection at once: calls go out again. */
export const resetBreaker = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.resetBreaker', target: ({ connectionId }) => connectionId },
  input,
}).mutation(({ ctx, input: { connectionId, reason } }) =>
  ctx.ports.protectionCommands.resetBreaker(ctx.access.organization.id, connectionId, reason, byOf(ctx)),
)
