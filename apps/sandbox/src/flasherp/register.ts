import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { AccountView } from '../provider.ts'
import { bad, fields, good, type Read, text } from '../shape.ts'
import { readWebhookUrl } from '../webhooks/address.ts'
import { flashErpAccounts } from './state.ts'

export type FlashErpSettings = {
  apiKey: string
  apiSecret: string
  webhookSecret?: string
  webhookUrl?: string
}

/** Makes the account of an API key, or changes the secrets and webhook address of one that is known. */
export function registerFlashErpAccount(ctx: ProviderContext, settings: unknown): Read<{ account: string }> {
  const read = fields<Required<FlashErpSettings>>({
    apiKey: text(255, 8),
    apiSecret: text(255, 8),
    webhookSecret: text(255, 8),
    webhookUrl: (value, path) => readWebhookUrl(value, path, ctx.limits.webhookHosts),
  })(settings, 'flasherp')
  if (!read.ok) return read
  const { apiKey, apiSecret, webhookSecret, webhookUrl } = read.value
  if (apiKey === undefined || apiSecret === undefined) return bad('flasherp', 'needs apiKey and apiSecret')
  if ((webhookSecret === undefined) !== (webhookUrl === undefined)) {
    return bad('flasherp.webhookUrl', 'and webhookSecret come together')
  }
  const accounts = flashErpAccounts(ctx.store)
  const known = accounts.get(apiKey)
  if (!known && accounts.size >= ctx.limits.accounts)
    return bad('flasherp', `at most ${ctx.limits.accounts} accounts`)
  const account = known?.account ?? freshId('fac_', 12)
  accounts.put(apiKey, {
    account,
    apiKey,
    apiSecret,
    webhookSecret: webhookSecret ?? known?.webhookSecret ?? null,
    webhookUrl: webhookUrl ?? known?.webhookUrl ?? null,
    createdAt: known?.createdAt ?? new Date(ctx.now()).toISOString(),
  })
  return good({ account })
}

export function flashErpAccountViews(ctx: ProviderContext): AccountView[] {
  return [...flashErpAccounts(ctx.store).oldestFirst()].map(({ account, webhookUrl, createdAt }) => ({
    provider: 'flasherp',
    account,
    webhookUrl,
    createdAt,
  }))
}
