import { reasonInput, syncIdInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  syncId: syncIdInput,
  /** Ours is written over theirs, or theirs is kept. */
  choice: z.enum(['ours', 'theirs']),
  reason: reasonInput,
})

/** Settles a conflict, with the reason. Answers with the log position to wait for. */
export const resolve = procedure({
  permission: 'sync.resolve',
  audit: { action: 'sync.resolve', target: ({ syncId }) => syncId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.syncCommands.resolve(ctx.access.organization.id, input.syncId, {
    choice: input.choice,
    reason: input.reason,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
