import { noInput, procedure } from '../procedure.ts'

/** How each connection stands now: its health, its breaker, what of its limit is used, its credential, its next run. */
export const standings = procedure({ permission: 'connection.read', audit: 'none', input: noInput }).query(
  ({ ctx }) => ctx.ports.protectionReads.standings(ctx.access.organization.id),
)
