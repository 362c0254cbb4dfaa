import { SynclineError } from '@syncline/domain/error'
import { reconciliationIdInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** One reconciliation: how far it is, its counts and its totals per currency. */
export const get = procedure({
  permission: 'reconciliation.read',
  audit: 'none',
  input: reconciliationIdInput,
}).query(async ({ ctx, input }) => {
  const found = await ctx.ports.reconciliationReads.get(ctx.access.organization.id, input)
  if (!found) throw new SynclineError('RECORD_NOT_FOUND')
  return found
})
