import { reasonInput, syncIdInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ syncId: syncIdInput, reason: reasonInput })

/** Calls a sync off before it goes out, with the reason. Answers with the log position to wait for. */
export const cancel = procedure({
  permission: 'sync.cancel',
  audit: { action: 'sync.cancel', target: ({ syncId }) => syncId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.syncCommands.cancel(ctx.access.organization.id, input.syncId, {
    reason: input.reason,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
