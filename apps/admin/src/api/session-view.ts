import type { Permission, Role } from '@syncline/domain/access'

/** Who is signed in, as `session.me` answers. */
export interface SessionView {
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  readonly organization: {
    readonly id: string
    readonly name: string
    /** IANA name of the zone its venues are in; null while it is not known. */
    readonly timeZone: string | null
  }
  readonly role: Role
  readonly permissions: readonly Permission[]
  readonly organizations: readonly { readonly id: string; readonly name: string; readonly role: Role }[]
  /** Whether one is asked for a code at sign-in. */
  readonly twoFactor: boolean
  /** False for who signs in at an issuer alone. */
  readonly hasPassword: boolean
  readonly demo: boolean
}
