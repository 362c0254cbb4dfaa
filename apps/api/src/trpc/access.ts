import { may, type Permission } from '@syncline/domain/access'
import { SynclineError } from '@syncline/domain/error'
import type { Access, Context, Membership, SignIn } from './context.ts'

/** What a procedure demands: one permission, any member of an organization, or nothing. */
export type Guard = Permission | 'public' | 'signed-in'

/**
 * Who calls, and for which organization.
 * @throws SynclineError AUTH_REQUIRED, or TENANT_ACCESS_DENIED for an organization one is not in, existing or not
 */
export async function identify(ctx: Context): Promise<Access> {
  const signIn = await ctx.signIn()
  if (!signIn) throw new SynclineError('AUTH_REQUIRED')
  ctx.identify(signIn.user.id, null)
  const membership = chooseMembership(signIn, ctx.namedOrganizationId)
  if (!membership) throw new SynclineError('TENANT_ACCESS_DENIED')
  ctx.identify(signIn.user.id, membership.organization.id)
  return { signIn, organization: membership.organization, role: membership.role }
}

/** @throws SynclineError PERMISSION_DENIED when the role does not reach */
export function demand(access: Access, guard: Permission | 'signed-in'): void {
  if (guard !== 'signed-in' && !may(access.role, guard))
    throw new SynclineError('PERMISSION_DENIED', { permission: guard, role: access.role })
}

/** The organization that was named; else the session's; else the first one. Naming a foreign one finds none. */
export function chooseMembership(signIn: SignIn, namedId: string | null): Membership | undefined {
  const find = (id: string | null) => signIn.memberships.find(({ organization }) => organization.id === id)
  if (namedId !== null) return find(namedId)
  return find(signIn.activeOrganizationId) ?? signIn.memberships[0]
}
