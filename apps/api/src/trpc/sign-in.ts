import type { Permission, Role } from '@syncline/domain/access'

export interface Organization {
  readonly id: string
  readonly name: string
  /** IANA name of the zone its venues are in; null while it is not known. */
  readonly timeZone: string | null
}

export interface Membership {
  readonly organization: Organization
  readonly role: Role
}

/** A live session and what its user belongs to. */
export interface SignIn {
  readonly sessionId: string
  /** When they last proved who they are: by password, code, or at the issuer. */
  readonly verifiedAt: Date
  /** Whether the person is asked for a code at sign-in. */
  readonly twoFactor: boolean
  /** False for who signs in at an issuer alone. */
  readonly hasPassword: boolean
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  readonly activeOrganizationId: string | null
  readonly memberships: readonly Membership[]
}

/** Who holds a good API key: always one organization's. */
export interface KeyHolder {
  readonly keyId: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly scopes: readonly Permission[]
  readonly expiresAt: Date | null
}
