import { byOf, noInput, procedure } from '../procedure.ts'

/** Switches the organization on again; what waited goes out within seconds. */
export const enable = procedure({
  permission: 'organization.configure',
  audit: { action: 'organization.enable', target: () => 'organization' },
  input: noInput,
}).mutation(({ ctx }) => ctx.ports.organizationSwitch.enable(ctx.access.organization.id, byOf(ctx)))
