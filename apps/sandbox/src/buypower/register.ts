import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { AccountView } from '../provider.ts'
import { bad, fields, good, type Read, text, whole } from '../shape.ts'
import { buyPowerAccounts } from './state.ts'

export type BuyPowerSettings = {
  apiKey: string
  /** What the wallet holds, kobo; a million naira unless said. */
  walletKobo?: number
}

const defaultWalletKobo = 100_000_000

/** Makes the account of an API key, or changes what the wallet of a known one holds. */
export function registerBuyPowerAccount(ctx: ProviderContext, settings: unknown): Read<{ account: string }> {
  const read = fields<Required<BuyPowerSettings>>({
    apiKey: text(255, 8),
    walletKobo: whole(0, 100_000_000_000_000),
  })(settings, 'buypower')
  if (!read.ok) return read
  const { apiKey, walletKobo } = read.value
  if (apiKey === undefined) return bad('buypower', 'needs apiKey')
  const accounts = buyPowerAccounts(ctx.store)
  const known = accounts.get(apiKey)
  if (!known && accounts.size >= ctx.limits.accounts)
    return bad('buypower', `at most ${ctx.limits.accounts} accounts`)
  const account = known?.account ?? freshId('bpa_', 12)
  accounts.put(apiKey, {
    account,
    apiKey,
    walletKobo: walletKobo ?? known?.walletKobo ?? defaultWalletKobo,
    createdAt: known?.createdAt ?? new Date(ctx.now()).toISOString(),
  })
  return good({ account })
}

export function buyPowerAccountViews(ctx: ProviderContext): AccountView[] {
  return [...buyPowerAccounts(ctx.store).oldestFirst()].map(({ account, createdAt }) => ({
    provider: 'buypower',
    account,
    webhookUrl: null,
    createdAt,
  }))
}
