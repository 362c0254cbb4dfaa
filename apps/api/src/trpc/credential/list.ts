import { SynclineError } from '@syncline/domain/error'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid() })

/** A connection's credentials: last four characters, age, versions, proof and uses. Never a secret. */
export const list = procedure({ permission: 'connection.read', audit: 'none', input }).query(
  async ({ ctx, input: { connectionId } }) => {
    const found = await ctx.ports.connectionReads.credentials(ctx.access.organization.id, connectionId)
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    return found
  },
)
