import { SynclineError } from '@syncline/domain/error'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ erasureId: z.uuid() })

/** How far an erasure has come. A foreign id answers as one that does not exist. */
export const get = procedure({ permission: 'subject.read', audit: 'none', input }).query(
  async ({ ctx, input }) => {
    const erasure = await ctx.ports.erasureReads.get(ctx.access.organization.id, input.erasureId)
    if (!erasure) throw new SynclineError('RECORD_NOT_FOUND')
    return erasure
  },
)
