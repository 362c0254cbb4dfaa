import { rechargeTokensInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Asks BuyPower for the tokens of a recharge that was sold, and tells them. Sells nothing. */
export const revealTokens = procedure({
  permission: 'electricity.sell',
  audit: { action: 'recharge.revealTokens', target: ({ rechargeId }) => rechargeId },
  input: rechargeTokensInput,
  stepUp: true,
  answersSecret: true,
}).mutation(({ ctx, input: { rechargeId } }) =>
  ctx.ports.recharges.revealTokens(ctx.access.organization.id, rechargeId),
)
