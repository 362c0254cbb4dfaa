import { providerName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { freeText } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  provider: providerName,
  /** The connection to sign in to again; null for a new one. */
  connectionId: z.uuid().nullable(),
  venue: freeText('label', z.string().trim().min(1).max(80)),
})

/** Where to send the browser so that somebody signs in at a provider. Good once, for a quarter of an hour. */
export const startSignIn = procedure({
  permission: 'connection.configure',
  audit: {
    action: 'connection.startSignIn',
    target: ({ connectionId, provider }) => connectionId ?? provider,
  },
  input,
}).mutation(({ ctx, input }) => {
  const { signIn, organization, actor } = ctx.access
  // Whoever comes back from the provider has to be the one who went there.
  if (!signIn) throw new SynclineError('ORIGIN_REFUSED', { reason: 'people_only' })
  const who = { organizationId: organization.id, sessionId: signIn.sessionId, actor }
  return ctx.ports.signIns.start({ ...who, correlationId: ctx.correlationId }, input)
})
