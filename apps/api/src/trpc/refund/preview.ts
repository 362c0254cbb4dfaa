import { refundablePaymentInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Asks the provider what may be given back of a payment now. Changes nothing. */
export const preview = procedure({
  permission: 'payment.refund',
  audit: 'none',
  input: refundablePaymentInput,
}).query(({ ctx, input }) => ctx.ports.refunds.preview(ctx.access.organization.id, input))
