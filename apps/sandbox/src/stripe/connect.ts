import type { ProviderContext } from '../context.ts'
import type { Either } from '../provider.ts'
import type { Table } from '../store/table.ts'
import { stripeError } from './errors.ts'
import type { ConnectedAccount } from './state.ts'

/** Accounts on whose behalf a platform's key acts, by their id. */
export function connectedAccounts(ctx: ProviderContext): Table<ConnectedAccount> {
  return ctx.store.table('stripe/connected/accounts')
}

/** Whose endpoints hear of an account: a connected one's platform, else the account itself. */
export function platformOf(ctx: ProviderContext, account: string): string {
  return connectedAccounts(ctx).get(account)?.platform ?? account
}

const accountId = /^acct_[A-Za-z0-9]{1,64}$/

/**
 * The account that `Stripe-Account` names. An id that nobody has used joins the platform that names it first: there is
 * no sign-up here. One of another platform is 403 `account_invalid`, as at Stripe.
 */
export function actFor(
  ctx: ProviderContext,
  platform: string,
  named: string | null,
): Either<{ account: string }> {
  if (named === null || named === platform) return { ok: true, value: { account: platform } }
  const accounts = connectedAccounts(ctx)
  const known = accounts.get(named)
  const fresh =
    !known && accountId.test(named) && !isRegistered(ctx, named) && accounts.size < ctx.limits.accounts
  if (fresh) accounts.put(named, { account: named, platform, createdAt: new Date(ctx.now()).toISOString() })
  if (fresh || known?.platform === platform) return { ok: true, value: { account: named } }
  const answer = stripeError(403, {
    type: 'invalid_request_error',
    code: 'account_invalid',
    message: `The provided key does not have access to account '${named.slice(0, 100)}' (or that account does not exist). Application access may have been revoked.`,
  })
  return { ok: false, answer }
}

function isRegistered(ctx: ProviderContext, account: string): boolean {
  const registered = ctx.store.table<{ account: string }>('stripe/accounts')
  for (const known of registered.oldestFirst()) if (known.account === account) return true
  return false
}
