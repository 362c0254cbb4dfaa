import type { ProviderContext } from '../context.ts'
import type { AccountView } from '../provider.ts'
import { bad, fields, good, list, oneOf, type Read, text, whole } from '../shape.ts'
import { readWebhookUrl } from '../webhooks/address.ts'
import { accessTokens, companies, refreshTokens } from './state.ts'

export type QuickbooksSettings = {
  /** Digits: the company's id. */
  realmId: string
  clientId: string
  clientSecret: string
  companyName?: string
  redirectUris?: string[]
  verifierToken?: string
  webhookUrl?: string
  webhookFormat?: 'cloudevents' | 'legacy'
  /** How long access tokens live; an hour unless a test is in a hurry. */
  tokenSeconds?: number
  /** Tokens as if somebody had agreed already. */
  accessToken?: string
  refreshToken?: string
}

const refreshMs = 8_726_400_000

/** Makes a company of an app, or changes one that is known. */
export function registerCompany(ctx: ProviderContext, settings: unknown): Read<{ account: string }> {
  const read = fields<Required<QuickbooksSettings>>({
    realmId: (value, path) =>
      typeof value === 'string' && /^\d{1,20}$/.test(value) ? good(value) : bad(path, 'must be digits'),
    clientId: text(255, 4),
    clientSecret: text(255, 4),
    companyName: text(120),
    redirectUris: list(text(2_048), 10),
    verifierToken: text(255, 8),
    webhookUrl: (value, path) => readWebhookUrl(value, path, ctx.limits.webhookHosts),
    webhookFormat: oneOf(['cloudevents', 'legacy']),
    tokenSeconds: whole(1, 86_400),
    accessToken: text(255, 8),
    refreshToken: text(255, 8),
  })(settings, 'quickbooks')
  if (!read.ok) return read
  const { realmId, clientId, clientSecret, accessToken, refreshToken, ...rest } = read.value
  if (realmId === undefined || clientId === undefined || clientSecret === undefined)
    return bad('quickbooks', 'needs realmId, clientId and clientSecret')
  if ((rest.verifierToken === undefined) !== (rest.webhookUrl === undefined))
    return bad('quickbooks.webhookUrl', 'and verifierToken come together')
  const table = companies(ctx.store)
  const known = table.get(realmId)
  if (!known && table.size >= ctx.limits.accounts)
    return bad('quickbooks', `at most ${ctx.limits.accounts} companies`)
  const company = {
    realmId,
    clientId,
    clientSecret,
    name: rest.companyName ?? known?.name ?? `Sandbox company ${realmId}`,
    redirectUris: rest.redirectUris ?? known?.redirectUris ?? [],
    verifierToken: rest.verifierToken ?? known?.verifierToken ?? null,
    webhookUrl: rest.webhookUrl ?? known?.webhookUrl ?? null,
    webhookFormat: rest.webhookFormat ?? known?.webhookFormat ?? 'cloudevents',
    tokenSeconds: rest.tokenSeconds ?? known?.tokenSeconds ?? 3_600,
    createdAt: known?.createdAt ?? new Date(ctx.now()).toISOString(),
  } as const
  table.put(realmId, company)
  if (accessToken !== undefined)
    accessTokens(ctx.store).put(accessToken, {
      realmId,
      expiresAtMs: ctx.now() + company.tokenSeconds * 1_000,
    })
  if (refreshToken !== undefined)
    refreshTokens(ctx.store).put(refreshToken, { realmId, clientId, expiresAtMs: ctx.now() + refreshMs })
  return good({ account: realmId })
}

export function companyViews(ctx: ProviderContext): AccountView[] {
  return [...companies(ctx.store).oldestFirst()].map(({ realmId, webhookUrl, createdAt }) => ({
    provider: 'quickbooks',
    account: realmId,
    webhookUrl,
    createdAt,
  }))
}
