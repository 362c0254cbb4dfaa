import { SynclineError } from '@syncline/domain/error'
import { noInput, procedure } from '../procedure.ts'

/** Makes the demo organization with its played providers, and lets the caller look round in it. */
export const load = procedure({
  permission: 'connection.configure',
  audit: { action: 'demo.load', target: () => 'demo' },
  input: noInput,
}).mutation(({ ctx }) => {
  const { signIn } = ctx.access
  // Whoever loads it looks round in it; a key has no eyes.
  if (!signIn) throw new SynclineError('PERMISSION_DENIED', { role: ctx.access.role })
  return ctx.ports.demoOrganization.load(signIn.user.id)
})
