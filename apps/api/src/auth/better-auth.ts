import { randomUUID } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { organization, twoFactor } from 'better-auth/plugins'
import { createAccessControl } from 'better-auth/plugins/access'
import type { Kysely } from 'kysely'
import { codeCookieName, sessionCookieName } from './cookie.ts'
import type { AuthTables } from './tables.ts'

export interface BetterAuthSettings {
  readonly db: Kysely<AuthTables>
  /** Where browsers reach us, without a path. */
  readonly baseUrl: string
  readonly trustedOrigins: readonly string[]
  readonly secret: string
  /** Messages of better-auth itself; they hold no data. */
  readonly log: (level: 'warn' | 'error', message: string) => void
}

export const minPasswordLength = 10
export const maxPasswordLength = 128
/** Set by the bridge from the connection; a header of the caller's own would be believed otherwise. */
export const addressHeader = 'x-syncline-address'
export const sessionLifetimeSeconds = 7 * 24 * 60 * 60

// What a member may do is said in the domain; better-auth needs the names only, and gets no rights to hand out.
const access = createAccessControl({ organization: ['update'] })
const roles = {
  admin: access.newRole({ organization: ['update'] }),
  operator: access.newRole({}),
  auditor: access.newRole({}),
}

/** Passwords, sessions and memberships. Only the paths that are mounted can be reached. */
export function createBetterAuth({ db, baseUrl, trustedOrigins, secret, log }: BetterAuthSettings) {
  const secure = baseUrl.startsWith('https:')
  return betterAuth({
    appName: 'Syncline',
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [...trustedOrigins],
    database: { db, type: 'postgres', schemaName: 'auth' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength,
      maxPasswordLength,
      revokeSessionsOnPasswordReset: true,
    },
    // Reading never writes: a session ends when its time is over.
    session: {
      expiresIn: sessionLifetimeSeconds,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: { throw: true },
    logger: {
      level: 'warn',
      log: (level, message) => {
        if (level === 'warn' || level === 'error') log(level, String(message).slice(0, 200))
      },
    },
    advanced: {
      // Its own switch would prefix `__Secure-` instead.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookieName(secure),
          attributes: { httpOnly: true, secure, sameSite: 'lax', path: '/' },
        },
        two_factor: {
          name: codeCookieName(sessionCookieName(secure)),
          attributes: { httpOnly: true, secure, sameSite: 'strict', path: '/' },
        },
      },
      database: { generateId: () => randomUUID() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      organization({
        ac: access,
        roles,
        creatorRole: 'admin',
        allowUserToCreateOrganization: false,
        disableOrganizationDeletion: true,
      }),
      // Who signs in at an issuer has no password; how such a person proves themselves is asked at the door.
      twoFactor({ issuer: 'Syncline', allowPasswordless: true, totpOptions: { digits: 6, period: 30 } }),
    ],
  })
}

export type BetterAuth = ReturnType<typeof createBetterAuth>
