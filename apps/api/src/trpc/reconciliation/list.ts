import { reconciliationListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** A page of reconciliations, newest first, with what each came to. */
export const list = procedure({
  permission: 'reconciliation.read',
  audit: 'none',
  input: reconciliationListInput,
}).query(({ ctx, input }) => ctx.ports.reconciliationReads.list(ctx.access.organization.id, input))
