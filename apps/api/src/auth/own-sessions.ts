import { SynclineError } from '@syncline/domain/error'
import type { Kysely } from 'kysely'
import type { SessionsPort } from '../trpc/people-ports.ts'
import type { AuthTables } from './tables.ts'

const maxListed = 100

/** Where a person is signed in. A session that is ended may be accepted for one more second. */
export function createOwnSessions(db: Kysely<AuthTables>): SessionsPort {
  return {
    async list({ sessionId, user }) {
      const rows = await db
        .selectFrom('session')
        .select(['id', 'createdAt', 'expiresAt', 'ipAddress', 'userAgent'])
        .where('userId', '=', user.id)
        .where('expiresAt', '>', new Date())
        .orderBy('createdAt', 'desc')
        .limit(maxListed)
        .execute()
      return rows.map(({ id, createdAt, expiresAt, ipAddress, userAgent }) => ({
        sessionId: id,
        current: id === sessionId,
        signedInAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        address: ipAddress || null,
        userAgent: userAgent?.slice(0, 300) || null,
      }))
    },
    async end(userId, sessionId) {
      const { numDeletedRows } = await db
        .deleteFrom('session')
        .where('userId', '=', userId)
        .where('id', '=', sessionId)
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw new SynclineError('RECORD_NOT_FOUND')
    },
    async endOthers({ sessionId, user }) {
      const { numDeletedRows } = await db
        .deleteFrom('session')
        .where('userId', '=', user.id)
        .where('id', '!=', sessionId)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
