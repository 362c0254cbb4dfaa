import { reasonInput, syncIdInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ syncId: syncIdInput, reason: reasonInput.optional() })

/** Sends a sync out again, from its first try; the reason may be left out. Answers with the log position to wait for. */
export const retry = procedure({
  permission: 'sync.retry',
  audit: { action: 'sync.retry', target: ({ syncId }) => syncId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.syncCommands.retry(ctx.access.organization.id, input.syncId, {
    reason: input.reason ?? '',
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
