import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ correlationId: z.string().trim().min(1).max(120) })

/** What led to what within one correlation; nothing for one that does not exist here. */
export const causes = procedure({ permission: 'event.read', audit: 'none', input }).query(({ ctx, input }) =>
  ctx.ports.eventReads.causes(ctx.access.organization.id, input.correlationId),
)
