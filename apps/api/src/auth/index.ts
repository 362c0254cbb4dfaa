import type { Role } from '@syncline/domain/access'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { ownOrigins } from '../http/origin.ts'
import { type AdmissionSettings, createAdmission } from '../sso/admission.ts'
import { createSso, type Sso } from '../sso/index.ts'
import { createIssuer, type IssuerSettings } from '../sso/issuer.ts'
import type { PeoplePort, SessionsPort } from '../trpc/people-ports.ts'
import type { SignIn } from '../trpc/sign-in.ts'
import { type BetterAuth, createBetterAuth, sessionLifetimeSeconds } from './better-auth.ts'
import { type Codes, createCodes } from './codes.ts'
import { readSessionToken, sessionCookieName, writeSessionCookie } from './cookie.ts'
import { createGuesses, type Guesses } from './guesses.ts'
import { createInvitations, type Invitations } from './invitations.ts'
import { createKnownPlaces, type KnownPlaces } from './known-places.ts'
import { createMailLimit } from './mail-limit.ts'
import { createMembers, type Members, type NewUser } from './members.ts'
import { createOwnSessions } from './own-sessions.ts'
import { createPeople } from './people.ts'
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
  /** Whether invitations go out by mail here. */
  readonly mails?: boolean
  /** Where people may sign in besides here; null or left out: nowhere. */
  readonly sso?: SsoSettings | null
}

export type SsoSettings = AdmissionSettings & Omit<IssuerSettings, 'redirectUri'> & { readonly label: string }

export interface Auth extends Members {
  readonly betterAuth: BetterAuth
  readonly people: PeoplePort
  readonly invitations: Invitations
  readonly ownSessions: SessionsPort
  /** Null where there is no issuer. */
  readonly sso: Sso | null
  /** Begins a session of somebody who proved elsewhere who they are. @returns the cookie to be set */
  beginSession(userId: string, from: SessionOrigin): Promise<string>
  /**
   * Whose request this is, from its `Cookie` header; at most a second old.
   * @throws what the database throws
   */
  sessionOf(headers: { readonly cookie?: string | undefined }): Promise<SignIn | null>
  readonly codes: Codes
  /** Passwords that are tried. */
  readonly guesses: Guesses
  /** Where accounts were signed in before. */
  readonly places: KnownPlaces
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

export interface SessionOrigin {
  readonly ipAddress: string
  readonly userAgent: string
  /** When they were last asked; null is long ago, for what needs it anew. */
  readonly provedAt: Date | null
}

/** Where an issuer sends browsers back to. */
export const ssoCallbackPath = '/api/auth/sso/callback'

/** Who is signed in, and who belongs where. */
export function createAuth(settings: AuthSettings): Auth {
  const { pool, baseUrl, trustedOrigins, secret, log = () => {}, mails = false, sso = null } = settings
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
  const invitations = createInvitations(qualified, members, {
    secret,
    baseUrl,
    mails: mails ? createMailLimit(pool, secret) : null,
  })
  const people = createPeople(qualified, invitations, mails)
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
    sso:
      sso &&
      createSso({
        label: sso.label,
        secret,
        issuer: createIssuer({ ...sso, redirectUri: `${baseUrl}${ssoCallbackPath}` }),
        admission: createAdmission(qualified, betterAuth, invitations, sso),
      }),
    async beginSession(userId, { ipAddress, userAgent, provedAt }) {
      const { internalAdapter } = await betterAuth.$context
      const { id, token } = await internalAdapter.createSession(userId, false, { ipAddress, userAgent })
      await qualified
        .updateTable('session')
        .set({ verifiedAt: provedAt ?? new Date(0) })
        .where('id', '=', id)
        .execute()
      return writeSessionCookie(token, { ...cookie, maxAgeSeconds: sessionLifetimeSeconds })
    },
    codes: createCodes(pool, betterAuth, { sessionCookie: cookie.name, secret }),
    guesses: createGuesses(pool, secret),
    places: createKnownPlaces(qualified, { name: `${cookie.name}_known`, secret }),
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
