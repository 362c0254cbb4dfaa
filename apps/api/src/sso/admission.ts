import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { BetterAuth } from '../auth/better-auth.ts'
import type { Invitations, OpenInvitation } from '../auth/invitations.ts'
import type { AuthTables } from '../auth/tables.ts'
import type { Claims } from './issuer.ts'

export interface AdmissionSettings {
  readonly issuer: string
  /** Lower case; empty lets in every domain. */
  readonly domains: readonly string[]
  /** Whether somebody whom nobody invited gets a sign-in: one without an organization and without a role. */
  readonly admitsUnknown: boolean
}

export interface Admitted {
  readonly userId: string
  /** Whether this issuer's name for them was new to us. */
  readonly linked: boolean
  /** Invitations that this sign-in took up. */
  readonly joined: readonly OpenInvitation[]
}

/** Why somebody whom the issuer knows stays outside. */
export interface Refused {
  readonly refused: 'email_unverified' | 'email_domain' | 'not_invited'
}

export interface Admission {
  /**
   * Who this is here. A person is found by the issuer's name for them, the first time by an address that the issuer
   * has verified. Roles come from invitations alone.
   */
  admit(claims: Claims): Promise<Admitted | Refused>
  /** Whom the issuer means; null for somebody who never came in. */
  find(claims: Claims): Promise<string | null>
}

export function createAdmission(
  db: Kysely<AuthTables>,
  betterAuth: BetterAuth,
  invitations: Pick<Invitations, 'isInvited' | 'takeUp'>,
  { issuer, domains, admitsUnknown }: AdmissionSettings,
): Admission {
  // Another issuer may use the same name for somebody else.
  const providerId = `oidc:${issuer}`
  const find = async ({ subject: accountId }: Claims): Promise<string | null> => {
    const ctx = await betterAuth.$context
    return (await ctx.internalAdapter.findAccountByKey({ providerId, accountId }))?.userId ?? null
  }
  const findByEmail = (email: string) =>
    db.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst()

  /** Somebody who is here, else a new person where one may come in; null for who may not. */
  async function personFor(email: string, name: string | null): Promise<string | null> {
    const known = await findByEmail(email)
    if (known) return known.id
    if (!admitsUnknown && !(await invitations.isInvited(email))) return null
    const ctx = await betterAuth.$context
    const user = { email, name: name ?? email, emailVerified: true }
    const { id } = await ctx.internalAdapter.createUser(user, { method: 'admin' })
    return id
  }

  /**
   * The first proof of an address. Whoever made this sign-in before it may have been somebody else, who knows its
   * password: that, its app and its sessions end, before a role comes with the address.
   */
  const endUnproved = (userId: string) =>
    db.transaction().execute(async (tx) => {
      const unproved = await tx
        .updateTable('user')
        .set({ emailVerified: true, twoFactorEnabled: false })
        .where('id', '=', userId)
        .where('emailVerified', '=', false)
        .returning('id')
        .executeTakeFirst()
      if (!unproved) return
      await tx
        .deleteFrom('account')
        .where('userId', '=', userId)
        .where('providerId', '=', 'credential')
        .execute()
      await tx.deleteFrom('twoFactor').where('userId', '=', userId).execute()
      await tx.deleteFrom('session').where('userId', '=', userId).execute()
    })

  const mayCome = (email: string) =>
    domains.length === 0 || domains.includes(email.slice(email.lastIndexOf('@') + 1))

  return {
    find,
    async admit(claims) {
      const { email, emailVerified, name } = claims
      if (email === null || !emailVerified) return { refused: 'email_unverified' }
      if (!mayCome(email)) return { refused: 'email_domain' }
      const linkedId = await find(claims)
      const userId = linkedId ?? (await personFor(email, name))
      if (userId === null) return { refused: 'not_invited' }
      if (linkedId === null) {
        await endUnproved(userId)
        const at = new Date()
        const accountId = claims.subject
        const link = { id: randomUUID(), providerId, accountId, userId, createdAt: at, updatedAt: at }
        // Two sign-ins at once link once.
        await db
          .insertInto('account')
          .values(link)
          .onConflict((conflict) => conflict.columns(['providerId', 'accountId']).doNothing())
          .execute()
      }
      const joined = await invitations.takeUp(email, userId)
      return { userId, linked: linkedId === null, joined }
    },
  }
}
