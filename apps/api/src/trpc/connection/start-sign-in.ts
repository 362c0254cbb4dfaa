import { providerName } from '@syncline/domain/connection'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  provider: providerName,
  /** The connection to sign in to again; null for a new one. */
  connectionId: z.uuid().nullable(),
  venue: z.string().trim().min(1).max(80),
})

/** Where to send the browser so that somebody signs in at a provider. Good once, for a quarter of an hour. */
export const startSignIn = procedure({
  permission: 'connection.configure',
  audit: {
    action: 'connection.startSignIn',
    target: ({ connectionId, provider }) => connectionId ?? provider,
  },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.signIns.start(
    {
      organizationId: ctx.access.organization.id,
      sessionId: ctx.access.signIn.sessionId,
      actor: `user:${ctx.access.signIn.user.id}`,
      correlationId: ctx.correlationId,
    },
    input,
  ),
)
