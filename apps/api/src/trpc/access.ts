import { type Permission, permissionsOf } from '@syncline/domain/access'
import { SynclineError } from '@syncline/domain/error'
import type { Access, Context } from './context.ts'
import type { Membership, SignIn } from './sign-in.ts'

/** What a procedure demands: one permission, a person who is a member of an organization, or nothing. */
export type Guard = Permission | 'public' | 'signed-in'

/**
 * Who calls, and for which organization. A key that was sent along counts before a session.
 * @throws SynclineError AUTH_REQUIRED, or TENANT_ACCESS_DENIED for an organization one is not in, existing or not
 */
export async function identify(ctx: Context): Promise<Access> {
  const key = await ctx.key()
  if (key) {
    const { organization } = key
    ctx.identify(key.keyId, null)
    if (ctx.namedOrganizationId !== null && ctx.namedOrganizationId !== organization.id)
      throw new SynclineError('TENANT_ACCESS_DENIED')
    ctx.identify(key.keyId, organization.id)
    return { actor: `key:${key.keyId}`, signIn: null, organization, role: 'key', permissions: key.scopes }
  }
  const signIn = await ctx.signIn()
  if (!signIn) throw new SynclineError('AUTH_REQUIRED')
  ctx.identify(signIn.user.id, null)
  const membership = chooseMembership(signIn, ctx.namedOrganizationId)
  if (!membership) throw new SynclineError('TENANT_ACCESS_DENIED')
  const { organization, role } = membership
  ctx.identify(signIn.user.id, organization.id)
  return { actor: `user:${signIn.user.id}`, signIn, organization, role, permissions: permissionsOf[role] }
}

/** @throws SynclineError PERMISSION_DENIED when the role, or the scopes of the key, do not reach */
export function demand(access: Access, guard: Permission | 'signed-in'): void {
  const reached = guard === 'signed-in' ? access.signIn !== null : access.permissions.includes(guard)
  if (!reached) throw new SynclineError('PERMISSION_DENIED', { permission: guard, role: access.role })
}

/** How long a proof of who one is counts for what needs it anew. */
const stepUpMs = 15 * 60_000

/** @throws SynclineError PERMISSION_DENIED (`password_needed`) for who has not proved themselves of late */
export function demandFresh({ verifiedAt }: Pick<SignIn, 'verifiedAt'>, now: Date): void {
  if (now.getTime() - verifiedAt.getTime() > stepUpMs)
    throw new SynclineError('PERMISSION_DENIED', { reason: 'password_needed', withinMs: stepUpMs })
}

/** The person behind a call. @throws SynclineError PERMISSION_DENIED for a program */
export function personOf(access: Access): SignIn {
  if (!access.signIn)
    throw new SynclineError('PERMISSION_DENIED', { permission: 'signed-in', role: access.role })
  return access.signIn
}

/** The organization that was named; else the session's; else the first one. Naming a foreign one finds none. */
export function chooseMembership(signIn: SignIn, namedId: string | null): Membership | undefined {
  const find = (id: string | null) => signIn.memberships.find(({ organization }) => organization.id === id)
  if (namedId !== null) return find(namedId)
  return find(signIn.activeOrganizationId) ?? signIn.memberships[0]
}
