import { reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid(), reason: reasonInput })

/** Deletes a connection and destroys its credentials, ciphertext and key. Its history stays in the log. */
export const remove = procedure({
  permission: 'connection.configure',
  stepUp: true,
  audit: { action: 'connection.delete', target: ({ connectionId }) => connectionId },
  input,
}).mutation(({ ctx, input: { connectionId, reason } }) =>
  ctx.ports.custodyCommands.delete(ctx.access.organization.id, connectionId, { reason }, byOf(ctx)),
)
