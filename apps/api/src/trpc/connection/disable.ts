import { reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid(), reason: reasonInput })

/** Switches a connection off: nothing leaves to it or is read from it, its webhooks are still stored. */
export const disable = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.disable', target: ({ connectionId }) => connectionId },
  input,
}).mutation(({ ctx, input: { connectionId, reason } }) =>
  ctx.ports.custodyCommands.disable(ctx.access.organization.id, connectionId, { reason }, byOf(ctx)),
)
