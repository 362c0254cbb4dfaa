import { SynclineError } from '@syncline/domain/error'
import { syncIdInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ syncId: syncIdInput })

/** Both versions of a record that both sides changed, masked; the target's is read from there as it is asked for. */
export const conflict = procedure({ permission: 'sync.read', audit: 'none', input }).query(
  async ({ ctx, input }) => {
    const both = await ctx.ports.conflictReads.get(ctx.access.organization.id, input.syncId)
    if (!both) throw new SynclineError('RECORD_NOT_FOUND')
    return both
  },
)
