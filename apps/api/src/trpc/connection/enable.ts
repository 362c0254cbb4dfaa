import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid() })

/** Switches a connection on again; what waited goes out within seconds. */
export const enable = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.enable', target: ({ connectionId }) => connectionId },
  input,
}).mutation(({ ctx, input: { connectionId } }) =>
  ctx.ports.custodyCommands.enable(ctx.access.organization.id, connectionId, byOf(ctx)),
)
