import { reasonInput, syncIdInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  syncId: syncIdInput,
  reason: reasonInput.optional(),
  /** Left out: the mapping as it is by then; `recorded` keeps the one the sync had. */
  mapping: z.enum(['current', 'recorded']).default('current'),
})

/** Sends a sync out again, from its first try; the reason may be left out. Answers with the log position to wait for. */
export const retry = procedure({
  permission: 'sync.retry',
  audit: { action: 'sync.retry', target: ({ syncId }) => syncId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.syncCommands.retry(ctx.access.organization.id, input.syncId, {
    reason: input.reason ?? '',
    mapping: input.mapping,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
