import { refundCreateInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Gives a payment back, whole or in part. The money goes to whoever paid; it can't be taken back. */
export const create = procedure({
  permission: 'payment.refund',
  audit: { action: 'refund.create', target: ({ paymentId }) => paymentId },
  input: refundCreateInput,
  stepUp: true,
}).mutation(({ ctx, input }) => ctx.ports.refunds.create(ctx.access.organization.id, input, byOf(ctx)))
