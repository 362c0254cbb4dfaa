import type { Role } from '@syncline/domain/access'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { ownOrigins } from '../http/origin.ts'
import type { SignIn } from '../trpc/context.ts'
import type { PeoplePort, SessionsPort } from '../trpc/ports.ts'
import { type BetterAuth, createBetterAuth } from './better-auth.ts'
import { readSessionToken, sessionCookieName } from './cookie.ts'
import { createMembers, type Members, type NewUser } from './members.ts'
import { createOwnSessions } from './own-sessions.ts'
import { createPeople, type Invitations } from './people.ts'
import { createSessions } from './sessions.ts'
import type { AuthTables } from './tables.ts'

export interface AuthSettings {
  /** Sessions of it run as syncline_app. */
  readonly pool: pg.Pool
  /** Where browsers reach us, without a path. */
  readonly baseUrl: string
  /** Other origins that may sign in, besides our own. */
  readonly trustedOrigins: readonly string[]
  /** At least 32 characters; changing it signs everybody out. */
  readonly secret: string
  readonly log?: (level: 'warn' | 'error', message: string) => void
}

export interface Auth extends Members {
  readonly betterAuth: BetterAuth
  readonly people: PeoplePort
  readonly invitations: Invitations
  readonly ownSessions: SessionsPort
  /**
   * Whose request this is, from its `Cookie` header; at most a second old.
   * @throws what the database throws
   */
  sessionOf(headers: { readonly cookie?: string | undefined }): Promise<SignIn | null>
  /** Makes the next look at this session a fresh one. */
  forget(headers: { readonly cookie?: string | undefined }): void
  /** A user with a role in an organization, all three made where they are missing. */
  seedUser(
    user: NewUser & {
      organizationId: string
      organizationName: string
      timeZone?: string | undefined
      role: Role
    },
  ): Promise<string>
}

/** Who is signed in, and who belongs where. */
export function createAuth({ pool, baseUrl, trustedOrigins, secret, log = () => {} }: AuthSettings): Auth {
  const db = new Kysely<AuthTables>({ dialect: new PostgresDialect({ pool }) })
  const qualified = db.withSchema('auth')
  const betterAuth = createBetterAuth({
    db,
    baseUrl,
    trustedOrigins: ownOrigins(baseUrl, trustedOrigins),
    secret,
    log,
  })
  const sessions = createSessions(qualified)
  const members = createMembers(qualified, betterAuth)
  const { invitations, ...people } = createPeople(qualified, members, { secret, baseUrl })
  const cookie = { name: sessionCookieName(baseUrl.startsWith('https:')), secret }
  return {
    ...members,
    async addMember(member) {
      await members.addMember(member)
      sessions.forgetAll()
    },
    betterAuth,
    people,
    invitations,
    ownSessions: createOwnSessions(qualified),
    async sessionOf(headers) {
      const token = readSessionToken(headers.cookie, cookie)
      return token === null ? null : sessions.find(token)
    },
    forget(headers) {
      const token = readSessionToken(headers.cookie, cookie)
      if (token !== null) sessions.forget(token)
    },
    async seedUser({ organizationId, organizationName, timeZone, role, ...user }) {
      const userId = await members.createUser(user)
      await members.addOrganization({ id: organizationId, name: organizationName, timeZone })
      await members.addMember({ organizationId, userId, role })
      return userId
    },
  }
}
