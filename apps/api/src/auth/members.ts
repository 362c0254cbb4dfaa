import { randomUUID } from 'node:crypto'
import type { Role } from '@syncline/domain/access'
import { SynclineError } from '@syncline/domain/error'
import { type Kysely, sql } from 'kysely'
import { type BetterAuth, maxPasswordLength, minPasswordLength } from './better-auth.ts'
import type { AuthTables } from './tables.ts'

const maxMemberships = 200

export interface NewUser {
  readonly email: string
  readonly name: string
  readonly password: string
  /** False: nobody has shown that the address is theirs. The link of an invitation is seen by who invites as well. */
  readonly emailVerified?: boolean
}

export interface NewOrganization {
  readonly id: string
  readonly name: string
  /** IANA name of the zone its venues are in; what is known stays where it is left out. */
  readonly timeZone?: string | undefined
}

export interface NewMember {
  /** A uuid: the organization's id in the log. */
  readonly organizationId: string
  readonly userId: string
  readonly role: Role
}

/** Server-side only: people don't sign up by themselves. Each may be repeated without harm. */
export interface Members {
  /**
   * Makes a user who can sign in; an existing one keeps name and password.
   * @returns the user's id
   * @throws SynclineError INVALID_INPUT when the password is too short or too long
   */
  createUser(user: NewUser): Promise<string>
  /** Makes the organization known for sign-in, or renames it. */
  addOrganization(organization: NewOrganization): Promise<void>
  /** Gives the user a role in the organization, or changes it. */
  addMember(member: NewMember): Promise<void>
  /** Whether nobody belongs to anything yet. */
  isEmpty(): Promise<boolean>
  /**
   * Makes the first person of all, and the organization they run; of several who try at once one succeeds.
   * @returns the user's id; null when there is somebody already
   * @throws SynclineError INVALID_INPUT when the password is too short or too long
   */
  foundFirst(user: NewUser, organization: NewOrganization): Promise<string | null>
  /** Organizations of a user, by id or by address; none for a stranger. */
  organizationsOf(user: { readonly id: string } | { readonly email: string }): Promise<{
    readonly userId: string | null
    readonly organizationIds: readonly string[]
  }>
  /** Whether this is the user's password. */
  isPassword(userId: string, password: string): Promise<boolean>
  /** Notes that the password was given again in this session. */
  markVerified(sessionId: string): Promise<void>
  /** Ends every session of the user. */
  endSessions(userId: string): Promise<void>
}

export function createMembers(db: Kysely<AuthTables>, betterAuth: BetterAuth): Members {
  const isEmpty = async (from: Kysely<AuthTables> = db) =>
    (await from.selectFrom('member').select('id').limit(1).executeTakeFirst()) === undefined
  const members: Members = {
    async createUser({ email, name, password, emailVerified = true }) {
      if (password.length < minPasswordLength || password.length > maxPasswordLength)
        throw new SynclineError('INVALID_INPUT', {
          fields: [{ path: 'password', problem: 'length' }],
          minLength: minPasswordLength,
          maxLength: maxPasswordLength,
        })
      const address = email.toLowerCase()
      const ctx = await betterAuth.$context
      const known = await ctx.internalAdapter.findUserByEmail(address)
      const userId =
        known?.user.id ??
        (await ctx.internalAdapter.createUser({ email: address, name, emailVerified }, { method: 'admin' }))
          .id
      // A user without a way in is what a start that was cut short leaves behind.
      const accounts = await ctx.internalAdapter.findAccounts(userId)
      if (!accounts.some((account) => account.providerId === 'credential'))
        await ctx.internalAdapter.linkAccount({
          userId,
          providerId: 'credential',
          accountId: userId,
          password: await ctx.password.hash(password),
        })
      return userId
    },
    async addOrganization({ id, name, timeZone }) {
      const known = { name, ...(timeZone !== undefined && { timeZone }) }
      await db
        .insertInto('organization')
        .values({ id, slug: id, createdAt: new Date(), timeZone: null, ...known })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(known))
        .execute()
    },
    async addMember({ organizationId, userId, role }) {
      await db
        .insertInto('member')
        .values({ id: randomUUID(), organizationId, userId, role, createdAt: new Date() })
        .onConflict((conflict) => conflict.columns(['userId', 'organizationId']).doUpdateSet({ role }))
        .execute()
    },
    isEmpty: () => isEmpty(),
    foundFirst: (user, organization) =>
      db.transaction().execute(async (tx) => {
        // Held until the end, so that whoever comes second finds somebody.
        await sql`select pg_advisory_xact_lock(hashtext('syncline.first person'))`.execute(tx)
        if (!(await isEmpty(tx))) return null
        const userId = await members.createUser(user)
        await members.addOrganization(organization)
        await members.addMember({ organizationId: organization.id, userId, role: 'admin' })
        return userId
      }),
    async organizationsOf(user) {
      const rows = await db
        .selectFrom('user')
        .leftJoin('member', 'member.userId', 'user.id')
        .select(['user.id', 'member.organizationId'])
        .where((is) =>
          'id' in user ? is('user.id', '=', user.id) : is('user.email', '=', user.email.toLowerCase()),
        )
        .limit(maxMemberships)
        .execute()
      return {
        userId: rows[0]?.id ?? null,
        organizationIds: rows.flatMap(({ organizationId }) => organizationId ?? []),
      }
    },
    async isPassword(userId, password) {
      const ctx = await betterAuth.$context
      const accounts = await ctx.internalAdapter.findAccounts(userId)
      const hash = accounts.find((account) => account.providerId === 'credential')?.password
      return hash ? ctx.password.verify({ hash, password }) : false
    },
    async markVerified(sessionId) {
      await db.updateTable('session').set({ verifiedAt: new Date() }).where('id', '=', sessionId).execute()
    },
    async endSessions(userId) {
      await db.deleteFrom('session').where('userId', '=', userId).execute()
    },
  }
  return members
}
