import { discrepanciesInput, reasonInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Leaves some discrepancies as they are, with a reason. */
export const ignore = procedure({
  permission: 'reconciliation.resolve',
  audit: { action: 'reconciliation.ignore', target: ({ reconciliationId }) => reconciliationId },
  input: discrepanciesInput.extend({ reason: reasonInput }),
}).mutation(({ ctx, input: { reason, ...input } }) =>
  ctx.ports.reconciliationCommands.resolve(
    ctx.access.organization.id,
    input,
    { how: 'ignored', reason },
    {
      actor: ctx.access.actor,
      correlationId: ctx.correlationId,
    },
  ),
)
