import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ reconciliationId: z.uuid() })

/** Stops a reconciliation that is running; what it found by then stays. */
export const cancel = procedure({
  permission: 'reconciliation.run',
  audit: { action: 'reconciliation.cancel', target: ({ reconciliationId }) => reconciliationId },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.reconciliationCommands.cancel(ctx.access.organization.id, input.reconciliationId, {
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
