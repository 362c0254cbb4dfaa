import { refundablePaymentInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** The refunds of a payment that were asked for here, oldest first, and what has become of each. */
export const list = procedure({
  permission: 'sync.read',
  audit: 'none',
  input: refundablePaymentInput,
}).query(({ ctx, input }) => ctx.ports.refunds.list(ctx.access.organization.id, input))
