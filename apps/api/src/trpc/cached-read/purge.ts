import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  connectionId: z.uuid(),
  /** One read; all of the connection when left out. */
  name: z.string().min(1).max(60).optional(),
})

/** Forgets what is kept of a provider's answers: the next one who needs it asks anew. */
export const purge = procedure({
  permission: 'connection.configure',
  audit: { action: 'cachedRead.purge', target: ({ connectionId }) => connectionId },
  input,
}).mutation(({ ctx, input: { connectionId, name = null } }) =>
  ctx.ports.cachedReads.purge(ctx.access.organization.id, connectionId, name),
)
