import { discrepanciesInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Has ours written to the provider again: a sync of each record, read from its source as it is there now. */
export const push = procedure({
  permission: 'reconciliation.resolve',
  audit: { action: 'reconciliation.push', target: ({ reconciliationId }) => reconciliationId },
  input: discrepanciesInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.reconciliationCommands.resolve(
    ctx.access.organization.id,
    input,
    { how: 'pushed' },
    {
      actor: ctx.access.actor,
      correlationId: ctx.correlationId,
    },
  ),
)
