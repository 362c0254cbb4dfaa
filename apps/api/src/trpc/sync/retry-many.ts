import { bulkSelection, reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  /** Chosen by the caller, who then asks `bulk.get` how far it has come. */
  bulkId: z.uuid(),
  selection: bulkSelection,
  reason: reasonInput.optional(),
})

/** Sends many syncs out again: a worker goes through them, and counts those that can't with their reason. */
export const retryMany = procedure({
  permission: 'sync.retry',
  audit: { action: 'sync.retryMany', target: ({ bulkId }) => bulkId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.bulkCommands.request(ctx.access.organization.id, {
    ...input,
    action: 'retry',
    reason: input.reason ?? null,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
