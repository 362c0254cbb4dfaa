import type { MailProblem } from '@syncline/domain/view'

/** The tables of schema `auth` that are read and written beside better-auth, as Kysely sees them. */
export interface AuthTables {
  user: {
    id: string
    name: string
    email: string
    emailVerified: boolean
    twoFactorEnabled: boolean | null
  }
  twoFactor: { userId: string }
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
    /** Null where mails are not sent. */
    mailState: 'waiting' | 'sent' | 'failed' | null
    /** Of the last try. */
    mailAt: Date | null
    mailProblem: MailProblem | null
  }
  account: {
    id: string
    /** The person’s own id for a password, the issuer's name for them elsewhere. */
    accountId: string
    /** `credential`, or `oidc:<issuer>`. */
    providerId: string
    userId: string
    createdAt: Date
    updatedAt: Date
  }
  member: { id: string; organizationId: string; userId: string; role: string; createdAt: Date }
}
