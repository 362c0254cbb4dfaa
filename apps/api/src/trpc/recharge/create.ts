import { rechargeCreateInput } from '@syncline/domain/view'
import { byOf, procedure } from '../procedure.ts'

/** Sells electricity for a meter from the wallet, once under a request id. Its tokens are told this once. */
export const create = procedure({
  permission: 'electricity.sell',
  audit: {
    action: 'recharge.create',
    target: ({ connectionId }) => connectionId,
    // Neither the meter nor the phone.
    after: ({ requestId, disco, vendType, amountKobo }) => ({ requestId, disco, vendType, amountKobo }),
  },
  input: rechargeCreateInput,
  stepUp: true,
  answersSecret: true,
}).mutation(({ ctx, input }) => ctx.ports.recharges.create(ctx.access.organization.id, input, byOf(ctx)))
