import { meterCheckInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Asks an electricity company about a meter, through BuyPower. Whose it is comes masked. */
export const checkMeter = procedure({
  permission: 'connection.read',
  audit: {
    action: 'connection.checkMeter',
    target: ({ connectionId }) => connectionId,
    after: ({ disco, vendType }) => ({ disco, vendType }),
  },
  input: meterCheckInput,
}).mutation(({ ctx, input: { connectionId, ...meter } }) =>
  ctx.ports.electricity.checkMeter(ctx.access.organization.id, connectionId, meter),
)
