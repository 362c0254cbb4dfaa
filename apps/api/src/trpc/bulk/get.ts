import { SynclineError } from '@syncline/domain/error'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ bulkId: z.uuid() })

/** How far a command on many syncs has come. A foreign id answers as one that does not exist. */
export const get = procedure({ permission: 'sync.read', audit: 'none', input }).query(
  async ({ ctx, input }) => {
    const bulk = await ctx.ports.bulkCommands.get(ctx.access.organization.id, input.bulkId)
    if (!bulk) throw new SynclineError('RECORD_NOT_FOUND')
    return bulk
  },
)
