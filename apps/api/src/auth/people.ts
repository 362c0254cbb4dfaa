import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { isRole, type Role } from '@syncline/domain/access'
import { SynclineError } from '@syncline/domain/error'
import type { InvitationView } from '@syncline/domain/view'
import type { Kysely, Transaction } from 'kysely'
import type { PeoplePort } from '../trpc/ports.ts'
import type { Members } from './members.ts'
import type { AuthTables } from './tables.ts'

const invitationMs = 7 * 24 * 60 * 60_000
const maxMembers = 500
const maxInvitations = 200

/** What an invitation says to whoever holds its link. */
export interface OpenInvitation {
  readonly invitationId: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly email: string
  readonly role: Role
  /** Whether the person has a password here already. */
  readonly known: boolean
}

export interface Invitations {
  /** @throws SynclineError RECORD_NOT_FOUND for a link that is not good, or not any more */
  open(token: string): Promise<OpenInvitation>
  /**
   * Lets the person in: a stranger with a new name and password, somebody who is known with the password they have.
   * @throws SynclineError RECORD_NOT_FOUND, AUTH_REQUIRED, INVALID_INPUT
   */
  accept(
    token: string,
    person: { name: string; password: string },
  ): Promise<OpenInvitation & { userId: string }>
}

/** Who belongs to an organization, and who was asked in. Links are signed, so none is kept. */
export function createPeople(
  db: Kysely<AuthTables>,
  members: Members,
  { secret, baseUrl, now = () => new Date() }: { secret: string; baseUrl: string; now?: () => Date },
): PeoplePort & { readonly invitations: Invitations } {
  const signatureOf = (id: string) =>
    createHmac('sha256', secret).update(`invitation ${id}`).digest('base64url')

  async function open(token: string): Promise<OpenInvitation> {
    const [id = '', signature = ''] = token.split('.')
    const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(id))]
    const row =
      given.length === expected.length && timingSafeEqual(given, expected)
        ? await db
            .selectFrom('invitation')
            .innerJoin('organization', 'organization.id', 'invitation.organizationId')
            .leftJoin('user', 'user.email', 'invitation.email')
            .select([
              'invitation.email',
              'invitation.role',
              'organization.id',
              'organization.name',
              'user.id as userId',
            ])
            .where('invitation.id', '=', id)
            .where('invitation.status', '=', 'pending')
            .where('invitation.expiresAt', '>', now())
            .executeTakeFirst()
        : undefined
    if (!row || !isRole(row.role)) throw new SynclineError('RECORD_NOT_FOUND', { what: 'invitation' })
    const organization = { id: row.id, name: row.name }
    return { invitationId: id, organization, email: row.email, role: row.role, known: row.userId !== null }
  }

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
      const asked = await pending(db, organizationId, now()).limit(maxInvitations).execute()
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
        invitations: asked.flatMap(invitationView),
      }
    },
    async invite(organizationId, { email, role }, inviterId) {
      const address = email.toLowerCase()
      const member = await db
        .selectFrom('member')
        .innerJoin('user', 'user.id', 'member.userId')
        .select('user.id')
        .where('member.organizationId', '=', organizationId)
        .where('user.email', '=', address)
        .executeTakeFirst()
      if (member) throw new SynclineError('STATE_CONFLICT', { reason: 'member_already' })
      const row = {
        id: randomUUID(),
        organizationId,
        email: address,
        role,
        status: 'pending',
        createdAt: now(),
        expiresAt: new Date(now().getTime() + invitationMs),
        inviterId,
      }
      await db.transaction().execute(async (tx) => {
        await tx
          .updateTable('invitation')
          .set({ status: 'canceled' })
          .where('organizationId', '=', organizationId)
          .where('email', '=', address)
          .where('status', '=', 'pending')
          .execute()
        await tx.insertInto('invitation').values(row).execute()
      })
      const [invitation] = invitationView(row)
      if (!invitation) throw new TypeError(`${role} is no role`)
      return { invitation, link: `${baseUrl}/invitation#${row.id}.${signatureOf(row.id)}` }
    },
    async cancelInvitation(organizationId, invitationId) {
      const { numUpdatedRows } = await db
        .updateTable('invitation')
        .set({ status: 'canceled' })
        .where('organizationId', '=', organizationId)
        .where('id', '=', invitationId)
        .where('status', '=', 'pending')
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new SynclineError('RECORD_NOT_FOUND')
    },
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
    invitations: {
      open,
      async accept(token, { name, password }) {
        const invitation = await open(token)
        const { organization, email, role, known } = invitation
        const { userId: knownId } = await members.organizationsOf({ email })
        if (known && (knownId === null || !(await members.isPassword(knownId, password))))
          throw new SynclineError('AUTH_REQUIRED', { reason: 'wrong_password' })
        // Used up before it lets in: a link that is sent twice at once opens once.
        const move = (from: string, to: string) =>
          db
            .updateTable('invitation')
            .set({ status: to })
            .where('id', '=', invitation.invitationId)
            .where('status', '=', from)
            .executeTakeFirst()
        if ((await move('pending', 'accepted')).numUpdatedRows === 0n)
          throw new SynclineError('RECORD_NOT_FOUND', { what: 'invitation' })
        try {
          const userId = knownId ?? (await members.createUser({ email, name, password }))
          await members.addMember({ organizationId: organization.id, userId, role })
          return { ...invitation, userId }
        } catch (error) {
          await move('accepted', 'pending')
          throw error
        }
      },
    },
  }
}

const pending = (db: Kysely<AuthTables>, organizationId: string, at: Date) =>
  db
    .selectFrom('invitation')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('status', '=', 'pending')
    .where('expiresAt', '>', at)
    .orderBy('createdAt', 'desc')

function invitationView(row: AuthTables['invitation']): InvitationView[] {
  const { id, email, role, createdAt, expiresAt } = row
  if (!isRole(role)) return []
  return [
    {
      invitationId: id,
      email,
      role,
      invitedAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    },
  ]
}
