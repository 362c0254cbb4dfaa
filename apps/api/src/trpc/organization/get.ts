import { noInput, procedure } from '../procedure.ts'

/** What keeps everything, or all of a provider, from leaving: the organization's own switch and the installation's. */
export const get = procedure({
  permission: 'connection.read',
  audit: 'none',
  input: noInput,
}).query(({ ctx }) => ctx.ports.organizationSwitch.get(ctx.access.organization.id))
