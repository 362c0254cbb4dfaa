import { discrepanciesInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Has theirs taken over: a sync of each object from this provider, to wherever its records go. */
export const pull = procedure({
  permission: 'reconciliation.resolve',
  audit: { action: 'reconciliation.pull', target: ({ reconciliationId }) => reconciliationId },
  input: discrepanciesInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.reconciliationCommands.resolve(
    ctx.access.organization.id,
    input,
    { how: 'pulled' },
    {
      actor: ctx.access.actor,
      correlationId: ctx.correlationId,
    },
  ),
)
