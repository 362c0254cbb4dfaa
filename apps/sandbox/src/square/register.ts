import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { AccountView } from '../provider.ts'
import { bad, fields, good, list, type Read, text } from '../shape.ts'
import { readWebhookUrl } from '../webhooks/address.ts'
import { openLocation } from './locations.ts'
import { squareAccounts } from './state.ts'

export type SquareSettings = {
  accessToken: string
  /** Square's id of the merchant; random when left out. */
  merchantId?: string
  /** Names of its places of business; one, when left out. Settled when the merchant is made. */
  locations?: string[]
  signatureKey?: string
  webhookUrl?: string
}

/** Makes the merchant of an access token, with its locations, or changes where its webhooks go. */
export function registerSquareAccount(ctx: ProviderContext, settings: unknown): Read<{ account: string }> {
  const read = fields<Required<SquareSettings>>({
    accessToken: text(255, 8),
    merchantId: (value, path) =>
      typeof value === 'string' && /^[A-Z0-9]{8,32}$/.test(value)
        ? good(value)
        : bad(path, 'must be 8 to 32 capitals and digits'),
    locations: list(text(120), 20),
    signatureKey: text(255, 8),
    webhookUrl: (value, path) => readWebhookUrl(value, path, ctx.limits.webhookHosts),
  })(settings, 'square')
  if (!read.ok) return read
  const { accessToken, merchantId, locations = ['Marina'], signatureKey, webhookUrl } = read.value
  if (accessToken === undefined) return bad('square', 'needs accessToken')
  if ((signatureKey === undefined) !== (webhookUrl === undefined))
    return bad('square.webhookUrl', 'and signatureKey come together')
  const accounts = squareAccounts(ctx.store)
  const known = accounts.get(accessToken)
  if (!known && accounts.size >= ctx.limits.accounts)
    return bad('square', `at most ${ctx.limits.accounts} accounts`)
  const account = known?.account ?? merchantId ?? freshId('ML', 11).toUpperCase()
  accounts.put(accessToken, {
    account,
    accessToken,
    signatureKey: signatureKey ?? known?.signatureKey ?? null,
    webhookUrl: webhookUrl ?? known?.webhookUrl ?? null,
    createdAt: known?.createdAt ?? new Date(ctx.now()).toISOString(),
  })
  if (!known) for (const name of locations) openLocation(ctx, account, name)
  return good({ account })
}

export function squareAccountViews(ctx: ProviderContext): AccountView[] {
  return [...squareAccounts(ctx.store).oldestFirst()].map(({ account, webhookUrl, createdAt }) => ({
    provider: 'square',
    account,
    webhookUrl,
    createdAt,
  }))
}
