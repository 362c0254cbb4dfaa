import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({
  connectionId: z.uuid(),
  /** The order id that the vend went out under. */
  orderId: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
})

/** Asks BuyPower what became of a vend. Sells nothing, and tells no token. */
export const requeryVend = procedure({
  permission: 'connection.read',
  audit: { action: 'connection.requeryVend', target: ({ connectionId }) => connectionId },
  input,
}).mutation(({ ctx, input: { connectionId, orderId } }) =>
  ctx.ports.electricity.requery(ctx.access.organization.id, connectionId, orderId, byOf(ctx)),
)
