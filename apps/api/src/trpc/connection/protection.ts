import { SynclineError } from '@syncline/domain/error'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid() })

/** How a connection is: looks at it, its breaker, its limits and what went wrong lately. */
export const protection = procedure({ permission: 'connection.read', audit: 'none', input }).query(
  async ({ ctx, input: { connectionId } }) => {
    const found = await ctx.ports.protectionReads.get(ctx.access.organization.id, connectionId)
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    return found
  },
)
