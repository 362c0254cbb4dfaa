import { noInput, procedure } from '../procedure.ts'

/** Makes the demo organization with its played providers, and lets the person who asks look round in it. */
export const load = procedure({
  permission: 'connection.configure',
  audit: { action: 'demo.load', target: () => 'demo' },
  input: noInput,
}).mutation(({ ctx }) => ctx.ports.demoOrganization.load(ctx.access.signIn?.user.id ?? null))
