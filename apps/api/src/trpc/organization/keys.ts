import { noInput, procedure } from '../procedure.ts'

/** The keys that the organization's secrets are sealed under: versions, times, and what is still to be sealed anew. */
export const keys = procedure({
  permission: 'connection.read',
  audit: 'none',
  input: noInput,
}).query(({ ctx }) => ctx.ports.organizationKeys.get(ctx.access.organization.id))
