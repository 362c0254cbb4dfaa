import { replayManyInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Replays many webhooks, named or all that match; those that can't be are counted with the reason. */
export const replayMany = procedure({
  permission: 'webhook.replay',
  audit: {
    action: 'webhook.replayMany',
    target: ({ selection }) =>
      `${selection.kind === 'ids' ? selection.deliveryIds.length : `up to ${selection.shown}`} webhooks`,
  },
  input: replayManyInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.webhookCommands.replayMany(ctx.access.organization.id, input.selection, {
    reason: input.reason,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
