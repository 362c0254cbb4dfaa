import { reconciliationStartInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/**
 * Has a connection's records of one kind compared with what its provider has, for the last 90 days where no range is given.
 * One at a time of each kind. Answers at once; `reconciliation.get` tells how far it is.
 */
export const start = procedure({
  permission: 'reconciliation.run',
  audit: { action: 'reconciliation.start', target: ({ connectionId }) => connectionId },
  input: reconciliationStartInput,
}).mutation(({ ctx, input }) =>
  ctx.ports.reconciliationCommands.start(ctx.access.organization.id, input, {
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  }),
)
