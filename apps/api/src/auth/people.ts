import { isRole } from '@syncline/domain/access'
import { SynclineError } from '@syncline/domain/error'
import type { Kysely, Transaction } from 'kysely'
import type { PeoplePort } from '../trpc/people-ports.ts'
import type { Invitations } from './invitations.ts'
import type { AuthTables } from './tables.ts'

const maxMembers = 500

/** Who belongs to an organization, and who was asked in. */
export function createPeople(
  db: Kysely<AuthTables>,
  { list, invite, mailAgain, cancel }: Invitations,
  mails: boolean,
): PeoplePort {
  /** Changes one member, and takes it back when no admin is left. */
  function keepingAnAdmin(
    organizationId: string,
    userId: string,
    change: (tx: Transaction<AuthTables>) => Promise<unknown>,
  ): Promise<void> {
    return db.transaction().execute(async (tx) => {
      // Two admins who remove one another at once would leave none.
      const rows = await tx
        .selectFrom('member')
        .select(['userId', 'role'])
        .where('organizationId', '=', organizationId)
        .where((is) => is.or([is('userId', '=', userId), is('role', '=', 'admin')]))
        .orderBy('id')
        .forUpdate()
        .execute()
      if (!rows.some((row) => row.userId === userId)) throw new SynclineError('RECORD_NOT_FOUND')
      await change(tx)
      const { count } = await tx
        .selectFrom('member')
        .select((is) => is.fn.countAll<number>().as('count'))
        .where('organizationId', '=', organizationId)
        .where('role', '=', 'admin')
        .executeTakeFirstOrThrow()
      if (Number(count) === 0) throw new SynclineError('STATE_CONFLICT', { reason: 'last_admin' })
    })
  }

  return {
    async list(organizationId) {
      const people = await db
        .selectFrom('member')
        .innerJoin('user', 'user.id', 'member.userId')
        .select([
          'user.id',
          'user.name',
          'user.email',
          'user.twoFactorEnabled',
          'member.role',
          'member.createdAt',
        ])
        .where('member.organizationId', '=', organizationId)
        .orderBy('member.createdAt')
        .limit(maxMembers)
        .execute()
      return {
        members: people.flatMap(({ id, name, email, role, createdAt, twoFactorEnabled }) =>
          isRole(role)
            ? [
                {
                  userId: id,
                  name,
                  email,
                  role,
                  since: createdAt.toISOString(),
                  twoFactor: twoFactorEnabled === true,
                },
              ]
            : [],
        ),
        invitations: await list(organizationId),
        mails,
      }
    },
    invite,
    mailAgain,
    cancelInvitation: cancel,
    setRole: (organizationId, userId, role) =>
      keepingAnAdmin(organizationId, userId, (tx) =>
        tx
          .updateTable('member')
          .set({ role })
          .where('organizationId', '=', organizationId)
          .where('userId', '=', userId)
          .execute(),
      ),
    remove: (organizationId, userId) =>
      keepingAnAdmin(organizationId, userId, (tx) =>
        tx
          .deleteFrom('member')
          .where('organizationId', '=', organizationId)
          .where('userId', '=', userId)
          .execute(),
      ),
  }
}
