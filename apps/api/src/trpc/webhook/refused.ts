import { refusedFilter } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** The newest webhooks that were refused at the door, a hundred at most: when and why, nothing of what they said. */
export const refused = procedure({ permission: 'webhook.read', audit: 'none', input: refusedFilter }).query(
  ({ ctx, input }) => ctx.ports.webhookReads.refused(ctx.access.organization.id, input),
)
