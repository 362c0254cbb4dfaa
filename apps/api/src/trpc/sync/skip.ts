import { reasonInput, syncIdInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ syncId: syncIdInput, reason: reasonInput })

/** Sets a sync aside for good, with the reason. Answers with the log position to wait for. */
export const skip = procedure({
  permission: 'sync.skip',
  audit: { action: 'sync.skip', target: ({ syncId }) => syncId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.syncCommands.skip(ctx.access.organization.id, input.syncId, {
    reason: input.reason,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
