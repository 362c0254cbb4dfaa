import { isRole } from '@syncline/domain/access'
import type { Kysely } from 'kysely'
import type { SignIn } from '../trpc/sign-in.ts'
import type { AuthTables } from './tables.ts'

const cacheMs = 1_000
const maxCached = 5_000
const maxMemberships = 200

export interface Sessions {
  /** Who holds this token, at most a second old; null when it is unknown or over. */
  find(token: string): Promise<SignIn | null>
  /** Forgets what is remembered of it, so that the next look is fresh. */
  forget(token: string): void
  /** Forgets all that is remembered: somebody's membership changed. */
  forgetAll(): void
}

/**
 * Looks sessions up in one statement. better-auth's own look-up takes three, and answers "no session" when the database
 * is away: a browser would then show the sign-in page instead of "try again".
 */
export function createSessions(db: Kysely<AuthTables>, now: () => number = Date.now): Sessions {
  const cache = new Map<string, { readonly at: number; readonly found: Promise<SignIn | null> }>()

  return {
    find(token) {
      const cached = cache.get(token)
      if (cached && now() - cached.at < cacheMs) return cached.found
      const found = load(db, token, new Date(now()))
      cache.delete(token)
      cache.set(token, { at: now(), found })
      found.catch(() => cache.delete(token))
      for (const oldest of cache.keys()) {
        if (cache.size <= maxCached) break
        cache.delete(oldest)
      }
      return found
    },
    forget: (token) => void cache.delete(token),
    forgetAll: () => cache.clear(),
  }
}

async function load(db: Kysely<AuthTables>, token: string, at: Date): Promise<SignIn | null> {
  const rows = await db
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.userId')
    .leftJoin('member', 'member.userId', 'user.id')
    .leftJoin('organization', 'organization.id', 'member.organizationId')
    .select((is) => [
      is
        .exists(
          is
            .selectFrom('account')
            .select('account.id')
            .whereRef('account.userId', '=', 'user.id')
            .where('account.providerId', '=', 'credential'),
        )
        .as('hasPassword'),
      'session.id as sessionId',
      'session.activeOrganizationId',
      'session.createdAt',
      'session.verifiedAt',
      'user.id as userId',
      'user.name',
      'user.email',
      'user.twoFactorEnabled',
      'member.role',
      'organization.id as organizationId',
      'organization.name as organizationName',
      'organization.timeZone',
    ])
    .where('session.token', '=', token)
    .where('session.expiresAt', '>', at)
    .orderBy('member.createdAt')
    .orderBy('member.id')
    .limit(maxMemberships)
    .execute()
  const first = rows[0]
  if (!first) return null
  return {
    sessionId: first.sessionId,
    verifiedAt: first.verifiedAt ?? first.createdAt,
    twoFactor: first.twoFactorEnabled === true,
    hasPassword: first.hasPassword === true,
    user: { id: first.userId, name: first.name, email: first.email },
    activeOrganizationId: first.activeOrganizationId,
    memberships: rows.flatMap(({ organizationId: id, organizationName: name, timeZone, role }) =>
      id !== null && name !== null && isRole(role) ? [{ organization: { id, name, timeZone }, role }] : [],
    ),
  }
}
