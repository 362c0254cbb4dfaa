/** The tables of schema `auth` that are read and written beside better-auth, as Kysely sees them. */
export interface AuthTables {
  user: {
    id: string
    name: string
    email: string
    emailVerified: boolean
    twoFactorEnabled: boolean | null
  }
  session: {
    id: string
    token: string
    userId: string
    expiresAt: Date
    createdAt: Date
    /** When the password was given again; null: not since the sign-in. */
    verifiedAt: Date | null
    ipAddress: string | null
    userAgent: string | null
    activeOrganizationId: string | null
  }
  organization: { id: string; name: string; slug: string; timeZone: string | null; createdAt: Date }
  invitation: {
    id: string
    organizationId: string
    email: string
    role: string | null
    status: string
    expiresAt: Date
    createdAt: Date
    inviterId: string
  }
  member: { id: string; organizationId: string; userId: string; role: string; createdAt: Date }
}
