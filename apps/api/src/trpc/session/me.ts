import { type Permission, permissionsOf, type Role } from '@syncline/domain/access'
import { noInput, procedure } from '../procedure.ts'
import type { Organization } from '../sign-in.ts'

export interface Me {
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  /** The organization that calls without a name are about. */
  readonly organization: Organization
  readonly role: Role
  readonly permissions: readonly Permission[]
  readonly organizations: readonly (Organization & { readonly role: Role })[]
  /** Whether one is asked for a code at sign-in. */
  readonly twoFactor: boolean
  /** False for who signs in at an issuer alone. */
  readonly hasPassword: boolean
  /** Whether this hub shows made-up data. */
  readonly demo: boolean
}

/** Who is signed in, where, and what they may do. */
export const me = procedure({ permission: 'signed-in', audit: 'none', input: noInput }).query(
  ({ ctx: { access, demo } }): Me => ({
    user: access.signIn.user,
    organization: access.organization,
    role: access.role,
    permissions: permissionsOf[access.role],
    organizations: access.signIn.memberships.map(({ organization, role }) => ({ ...organization, role })),
    twoFactor: access.signIn.twoFactor,
    hasPassword: access.signIn.hasPassword,
    demo,
  }),
)
