import { SynclineError } from '@syncline/domain/error'
import { deliveryIdInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  deliveryId: deliveryIdInput,
  /** Wait until the view has reached this position of the log. */
  atLeast: z.int().min(0).optional(),
})

/** One webhook with what it says, masked, its story and its syncs. A foreign id answers as one that does not exist. */
export const detail = procedure({ permission: 'webhook.read', audit: 'none', input }).query(
  async ({ ctx, input }) => {
    const { deliveryId, atLeast } = input
    const found = await ctx.ports.webhookReads.detail(ctx.access.organization.id, deliveryId, atLeast)
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    return found
  },
)
