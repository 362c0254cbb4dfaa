import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid() })

/** Asks the provider which of its webhook addresses point to a connection, and what they send. Never a secret. */
export const read = procedure({ permission: 'connection.read', audit: 'none', input }).query(
  ({ ctx, input: { connectionId } }) =>
    ctx.ports.webhookEndpoints.read(ctx.access.organization.id, connectionId),
)
