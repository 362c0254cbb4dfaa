import { SynclineError } from '@syncline/domain/error'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ runId: z.uuid() })

/** How far a run has come. A foreign id answers as one that does not exist. */
export const get = procedure({ permission: 'sync.read', audit: 'none', input }).query(
  async ({ ctx, input: { runId } }) => {
    const run = await ctx.ports.runs.get(ctx.access.organization.id, runId)
    if (!run) throw new SynclineError('RECORD_NOT_FOUND')
    return run
  },
)
