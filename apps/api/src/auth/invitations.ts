import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { isRole, type Role } from '@syncline/domain/access'
import { SynclineError } from '@syncline/domain/error'
import type { InvitationView, Invited, MailProblem } from '@syncline/domain/view'
import type { Kysely } from 'kysely'
import type { MailLimit } from './mail-limit.ts'
import type { Members } from './members.ts'
import type { AuthTables } from './tables.ts'

const invitationMs = 7 * 24 * 60 * 60_000
const maxInvitations = 200
/** Taken up at one sign-in. */
const maxTakenUp = 20

/** What an invitation says to whoever holds its link. */
export interface OpenInvitation {
  readonly invitationId: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly email: string
  readonly role: Role
  /** Whether the person has a sign-in here already. */
  readonly known: boolean
}

/** An invitation as its mail tells of it. */
export interface InvitationMail extends OpenInvitation {
  readonly inviter: string
  readonly expiresAt: Date
  readonly link: string
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
  /** Whether anybody asked this address in. */
  isInvited(email: string): Promise<boolean>
  /** Takes up every invitation of somebody who has proved that the address is theirs. */
  takeUp(email: string, userId: string): Promise<readonly OpenInvitation[]>
  list(organizationId: string): Promise<readonly InvitationView[]>
  invite(organizationId: string, who: { email: string; role: Role }, inviterId: string): Promise<Invited>
  /** The mail goes out once more. @throws SynclineError RECORD_NOT_FOUND, NOT_CONFIGURED, RATE_LIMIT_EXCEEDED */
  mailAgain(organizationId: string, invitationId: string): Promise<InvitationView>
  /** @throws SynclineError RECORD_NOT_FOUND */
  cancel(organizationId: string, invitationId: string): Promise<void>
  /** Whose mail has to go out yet, the longest waiting first. */
  waitingForMail(limit: number): Promise<readonly string[]>
  /** Null when nobody waits for it any more: taken up, ended, over, or sent. */
  mailOf(invitationId: string): Promise<InvitationMail | null>
  /** `last`: it is not tried again by itself. */
  noteMail(invitationId: string, problem: MailProblem | null, last: boolean): Promise<void>
}

type Row = AuthTables['invitation']

/** Links are signed, so none is kept; who holds `secret` can write one again. */
export function createInvitations(
  db: Kysely<AuthTables>,
  members: Members,
  {
    secret,
    baseUrl,
    mails,
    now = () => new Date(),
  }: {
    secret: string
    baseUrl: string
    /** Null where mails are not sent. */
    mails: MailLimit | null
    now?: () => Date
  },
): Invitations {
  const signatureOf = (id: string) =>
    createHmac('sha256', secret).update(`invitation ${id}`).digest('base64url')
  const linkOf = (id: string) => `${baseUrl}/invitation#${id}.${signatureOf(id)}`
  const pending = () =>
    db.selectFrom('invitation').where('status', '=', 'pending').where('expiresAt', '>', now())
  const withOrganization = () =>
    pending()
      .innerJoin('organization', 'organization.id', 'invitation.organizationId')
      .leftJoin('user', 'user.email', 'invitation.email')
      .select([
        'invitation.id as invitationId',
        'invitation.email',
        'invitation.role',
        'organization.id',
        'organization.name',
        'user.id as userId',
      ])
  /** @returns whether it was in that state */
  const move = async (id: string, from: string, to: string) => {
    const { numUpdatedRows } = await db
      .updateTable('invitation')
      .set({ status: to })
      .where('id', '=', id)
      .where('status', '=', from)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async function open(token: string): Promise<OpenInvitation> {
    const [id = '', signature = ''] = token.split('.')
    const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(id))]
    const good = given.length === expected.length && timingSafeEqual(given, expected)
    const row = good ? await withOrganization().where('invitation.id', '=', id).executeTakeFirst() : undefined
    const [found] = row ? opened(row) : []
    if (!found) throw new SynclineError('RECORD_NOT_FOUND', { what: 'invitation' })
    return found
  }

  /** Used up before it lets in: a link that is sent twice at once opens once. @returns whether it was not */
  async function join(invitation: OpenInvitation, personOf: () => Promise<string>): Promise<string | null> {
    const { invitationId, organization, role } = invitation
    if (!(await move(invitationId, 'pending', 'accepted'))) return null
    try {
      const userId = await personOf()
      await members.addMember({ organizationId: organization.id, userId, role })
      return userId
    } catch (error) {
      await move(invitationId, 'accepted', 'pending')
      throw error
    }
  }

  return {
    open,
    async accept(token, { name, password }) {
      const invitation = await open(token)
      const { email, known } = invitation
      const { userId: knownId } = await members.organizationsOf({ email })
      if (known && (knownId === null || !(await members.isPassword(knownId, password))))
        throw new SynclineError('AUTH_REQUIRED', { reason: 'wrong_password' })
      const create = () => members.createUser({ email, name, password, emailVerified: false })
      const userId = await join(invitation, async () => knownId ?? (await create()))
      if (userId === null) throw new SynclineError('RECORD_NOT_FOUND', { what: 'invitation' })
      return { ...invitation, userId }
    },
    async isInvited(email) {
      return (await pending().select('id').where('email', '=', email).limit(1).execute()).length > 0
    },
    async takeUp(email, userId) {
      const rows = await withOrganization().where('invitation.email', '=', email).limit(maxTakenUp).execute()
      const taken: OpenInvitation[] = []
      for (const invitation of rows.flatMap(opened))
        if ((await join(invitation, async () => userId)) !== null) taken.push(invitation)
      return taken
    },
    async list(organizationId) {
      const rows = await pending()
        .selectAll()
        .where('organizationId', '=', organizationId)
        .orderBy('createdAt', 'desc')
        .limit(maxInvitations)
        .execute()
      return rows.flatMap(invitationView)
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
      await mails?.count(organizationId, address)
      const row: Row = {
        id: randomUUID(),
        organizationId,
        email: address,
        role,
        status: 'pending',
        createdAt: now(),
        expiresAt: new Date(now().getTime() + invitationMs),
        inviterId,
        mailState: mails && 'waiting',
        mailAt: null,
        mailProblem: null,
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
      return { invitation, link: linkOf(row.id) }
    },
    async mailAgain(organizationId, invitationId) {
      if (!mails) throw new SynclineError('NOT_CONFIGURED', { reason: 'no_mail' })
      const own = pending()
        .selectAll()
        .where('organizationId', '=', organizationId)
        .where('id', '=', invitationId)
      const row = await own.executeTakeFirst()
      if (!row) throw new SynclineError('RECORD_NOT_FOUND')
      await mails.count(organizationId, row.email)
      const change = { mailState: 'waiting', mailProblem: null } as const
      await db.updateTable('invitation').set(change).where('id', '=', invitationId).execute()
      const [invitation] = invitationView({ ...row, ...change })
      if (!invitation) throw new SynclineError('RECORD_NOT_FOUND')
      return invitation
    },
    async cancel(organizationId, invitationId) {
      const { numUpdatedRows } = await db
        .updateTable('invitation')
        .set({ status: 'canceled' })
        .where('organizationId', '=', organizationId)
        .where('id', '=', invitationId)
        .where('status', '=', 'pending')
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new SynclineError('RECORD_NOT_FOUND')
    },
    async waitingForMail(limit) {
      const rows = await pending()
        .select('id')
        .where('mailState', '=', 'waiting')
        .orderBy('createdAt')
        .limit(limit)
        .execute()
      return rows.map(({ id }) => id)
    },
    async mailOf(invitationId) {
      const row = await withOrganization()
        .innerJoin('user as inviter', 'inviter.id', 'invitation.inviterId')
        .select(['inviter.name as inviter', 'invitation.expiresAt'])
        .where('invitation.id', '=', invitationId)
        .where('invitation.mailState', '=', 'waiting')
        .executeTakeFirst()
      const [invitation] = row ? opened(row) : []
      if (!row?.inviter || !invitation) return null
      const { inviter, expiresAt } = row
      return { ...invitation, inviter, expiresAt, link: linkOf(invitationId) }
    },
    async noteMail(invitationId, problem, last) {
      const mailState = problem === null ? 'sent' : last ? 'failed' : 'waiting'
      await db
        .updateTable('invitation')
        .set({ mailState, mailProblem: problem, mailAt: now() })
        .where('id', '=', invitationId)
        .where('mailState', '=', 'waiting')
        .execute()
    },
  }
}

function opened(row: {
  invitationId: string
  email: string
  role: string | null
  id: string
  name: string
  userId: string | null
}): OpenInvitation[] {
  const { invitationId, email, role, id, name, userId } = row
  return isRole(role)
    ? [{ invitationId, organization: { id, name }, email, role, known: userId !== null }]
    : []
}

function invitationView(row: Row): InvitationView[] {
  const { id, email, role, createdAt, expiresAt, mailState, mailAt, mailProblem } = row
  if (!isRole(role)) return []
  return [
    {
      invitationId: id,
      email,
      role,
      invitedAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      mail: mailState && { state: mailState, at: mailAt?.toISOString() ?? null, problem: mailProblem },
    },
  ]
}
