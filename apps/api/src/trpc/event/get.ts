import { SynclineError } from '@syncline/domain/error'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

/** An event's id is its position in the log. */
const input = z.strictObject({ eventId: z.string().regex(/^[1-9]\d{0,14}$/) })

/** One event with what it says, sealed parts left out. A foreign one answers as one that does not exist. */
export const get = procedure({ permission: 'event.read', audit: 'none', input }).query(
  async ({ ctx, input }) => {
    const found = await ctx.ports.eventReads.get(ctx.access.organization.id, Number(input.eventId))
    if (!found) throw new SynclineError('RECORD_NOT_FOUND', { eventId: input.eventId })
    return found
  },
)
