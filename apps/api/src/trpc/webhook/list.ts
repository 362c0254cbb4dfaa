import { deliveryListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** A page of webhooks, newest first. */
export const list = procedure({ permission: 'webhook.read', audit: 'none', input: deliveryListInput }).query(
  ({ ctx, input }) => ctx.ports.webhookReads.list(ctx.access.organization.id, input),
)
