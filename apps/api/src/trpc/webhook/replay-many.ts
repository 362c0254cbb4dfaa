import { reasonInput, replaySelection } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  /** Chosen by the caller, who then asks `bulk.get` how far it has come. */
  bulkId: z.uuid(),
  selection: replaySelection,
  reason: reasonInput,
})

/** Replays many webhooks: a worker goes through them, and counts those that can't be with their reason. */
export const replayMany = procedure({
  permission: 'webhook.replay',
  audit: { action: 'webhook.replayMany', target: ({ bulkId }) => bulkId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.bulkCommands.request(ctx.access.organization.id, {
    ...input,
    action: 'replay',
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
