/** The tables of schema `auth` that are read and written beside better-auth, as Kysely sees them. */
export interface AuthTables {
  user: { id: string; name: string; email: string; emailVerified: boolean }
  session: {
    id: string
    token: string
    userId: string
    expiresAt: Date
    activeOrganizationId: string | null
  }
  organization: { id: string; name: string; slug: string; timeZone: string | null; createdAt: Date }
  member: { id: string; organizationId: string; userId: string; role: string; createdAt: Date }
}
