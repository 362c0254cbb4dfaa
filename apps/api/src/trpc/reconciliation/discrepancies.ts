import { discrepancyListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** A page of what a reconciliation found, in the order it was found. */
export const discrepancies = procedure({
  permission: 'reconciliation.read',
  audit: 'none',
  input: discrepancyListInput,
}).query(({ ctx, input }) => ctx.ports.reconciliationReads.discrepancies(ctx.access.organization.id, input))
