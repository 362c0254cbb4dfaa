import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  connectionId: z.uuid(),
  /** As `cachedRead.list` names it. */
  name: z.string().min(1).max(60),
  /** What is asked about, where the read has to be told. */
  about: z.string().max(100).default(''),
})

/** What a provider says of what rarely changes, asked for anew only when its time has passed. */
export const answer = procedure({ permission: 'connection.read', audit: 'none', input }).query(
  ({ ctx, input }) => ctx.ports.cachedReads.get(ctx.access.organization.id, input),
)
