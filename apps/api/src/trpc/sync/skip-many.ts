import { bulkSelection, reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  /** Chosen by the caller, who then asks `bulk.get` how far it has come. */
  bulkId: z.uuid(),
  selection: bulkSelection,
  reason: reasonInput,
})

/** Sets many syncs aside, with one reason: a worker goes through them, and counts those that can't with theirs. */
export const skipMany = procedure({
  permission: 'sync.skip',
  audit: { action: 'sync.skipMany', target: ({ bulkId }) => bulkId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.bulkCommands.request(ctx.access.organization.id, {
    ...input,
    action: 'skip',
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
