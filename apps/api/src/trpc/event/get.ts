import { SynclineError } from '@syncline/domain/error'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ position: z.int().min(1) })

/** One event with what it says, sealed parts left out. A foreign one answers as one that does not exist. */
export const get = procedure({ permission: 'event.read', audit: 'none', input }).query(
  async ({ ctx, input }) => {
    const found = await ctx.ports.eventReads.get(ctx.access.organization.id, input.position)
    if (!found) throw new SynclineError('RECORD_NOT_FOUND', { position: input.position })
    return found
  },
)
