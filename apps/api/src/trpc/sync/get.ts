import { SynclineError } from '@syncline/domain/error'
import { syncIdInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  syncId: syncIdInput,
  /** Wait until the view has reached this position of the log. */
  atLeast: z.int().min(0).optional(),
})

/** One sync with its timeline and tries. A foreign id answers as one that does not exist. */
export const get = procedure({ permission: 'sync.read', audit: 'none', input }).query(
  async ({ ctx, input }) => {
    const detail = await ctx.ports.syncReads.get(ctx.access.organization.id, input.syncId, input.atLeast)
    if (!detail) throw new SynclineError('RECORD_NOT_FOUND')
    return detail
  },
)
