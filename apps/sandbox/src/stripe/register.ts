import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { AccountView } from '../provider.ts'
import { bad, fields, good, type Read, text } from '../shape.ts'
import type { Table } from '../store/table.ts'
import { readWebhookUrl } from '../webhooks/address.ts'
import { newEndpoint } from './endpoints.ts'
import { type StripeAccount, stripeState } from './state.ts'

export type StripeSettings = {
  secretKey: string
  /** Both or neither: an endpoint for every event type at this address, signed with this secret. */
  webhookSecret?: string
  webhookUrl?: string
}

/** Accounts by their secret key. */
export function stripeAccounts(ctx: ProviderContext): Table<StripeAccount> {
  return ctx.store.table('stripe/accounts')
}

/** Makes the account of a key, or changes the webhook endpoint of one that is known. */
export function registerStripeAccount(ctx: ProviderContext, settings: unknown): Read<{ account: string }> {
  const read = fields<Required<StripeSettings>>({
    secretKey: text(255, 8),
    webhookSecret: text(255, 8),
    webhookUrl: (value, path) => readWebhookUrl(value, path, ctx.limits.webhookHosts),
  })(settings, 'stripe')
  if (!read.ok) return read
  const { secretKey, webhookSecret, webhookUrl } = read.value
  if (secretKey === undefined) return bad('stripe.secretKey', 'is required')
  if ((webhookSecret === undefined) !== (webhookUrl === undefined)) {
    return bad('stripe.webhookUrl', 'and webhookSecret come together')
  }
  const accounts = stripeAccounts(ctx)
  const known = accounts.get(secretKey)
  if (!known && accounts.size >= ctx.limits.accounts)
    return bad('stripe', `at most ${ctx.limits.accounts} accounts`)
  const account = known?.account ?? freshId('acct_1', 16)
  if (!known) accounts.put(secretKey, { account, secretKey, createdAt: new Date(ctx.now()).toISOString() })
  if (webhookUrl !== undefined && webhookSecret !== undefined)
    setEndpoint(ctx, account, webhookUrl, webhookSecret)
  return good({ account })
}

function setEndpoint(ctx: ProviderContext, account: string, url: string, secret: string): void {
  const { endpoints } = stripeState(ctx.store, account)
  const registered = [...endpoints.oldestFirst()].find((stored) => stored.registered)
  const stored = registered
    ? { ...registered, secret, endpoint: { ...registered.endpoint, url, status: 'enabled' } }
    : newEndpoint(ctx, { url, enabledEvents: ['*'], secret, registered: true })
  endpoints.put(stored.id, stored)
}

export function stripeAccountViews(ctx: ProviderContext): AccountView[] {
  return [...stripeAccounts(ctx).oldestFirst()].map(({ account, createdAt }) => {
    const [endpoint] = stripeState(ctx.store, account).endpoints.oldestFirst()
    return { provider: 'stripe', account, webhookUrl: endpoint?.endpoint.url ?? null, createdAt }
  })
}
