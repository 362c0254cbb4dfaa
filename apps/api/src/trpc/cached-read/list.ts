import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid() })

/** What rarely changes at the provider of a connection, and what of it is kept. */
export const list = procedure({ permission: 'connection.read', audit: 'none', input }).query(
  ({ ctx, input: { connectionId } }) => ctx.ports.cachedReads.list(ctx.access.organization.id, connectionId),
)
