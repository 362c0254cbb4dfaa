import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ connectionId: z.uuid().optional() })

/** The newest webhooks that were refused at the door, a hundred at most: when and why, nothing of what they said. */
export const refused = procedure({ permission: 'webhook.read', audit: 'none', input }).query(
  ({ ctx, input }) => ctx.ports.webhookReads.refused(ctx.access.organization.id, input.connectionId ?? null),
)
