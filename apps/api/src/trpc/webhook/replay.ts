import { deliveryIdInput, reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ deliveryId: deliveryIdInput, reason: reasonInput })

/**
 * Has a stored webhook routed again: what it tells of and no sync carries yet is put in line, as old as it was when it
 * came. Answers with the log position to wait for.
 */
export const replay = procedure({
  permission: 'webhook.replay',
  audit: { action: 'webhook.replay', target: ({ deliveryId }) => deliveryId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.webhookCommands.replay(ctx.access.organization.id, input.deliveryId, {
    reason: input.reason,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
