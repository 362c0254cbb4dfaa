import { noInput, procedure } from '../procedure.ts'

/**
 * Gives the organization a new key. It seals ten minutes later, and credentials are sealed anew under it by themselves; what
 * was sealed before stays readable. Asked again meanwhile, it is the same key.
 */
export const rotateKey = procedure({
  permission: 'organization.configure',
  stepUp: true,
  audit: { action: 'organization.rotateKey', target: () => 'organization' },
  input: noInput,
}).mutation(({ ctx }) => ctx.ports.organizationKeys.rotate(ctx.access.organization.id))
