import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import { type Answer, type Call, jsonAnswer, type Result } from '../provider.ts'
import { accessTokens, type Company, codes, companies, refreshTokens } from './state.ts'

export const tokenPath = '/quickbooks/oauth2/v1/tokens/bearer'
export const revokePath = '/quickbooks/v2/oauth2/tokens/revoke'

/** A refresh token rolls for about a hundred days. */
const refreshSeconds = 8_726_400
const codeMs = 10 * 60_000
const maxTokens = 50_000

const refused = (error: string, error_description: string): Result => ({
  executed: false,
  answer: jsonAnswer(400, { error, error_description }),
})

/** The app behind `Authorization: Basic`, by any of its companies; null for nobody. */
export function appOf({ store }: ProviderContext, call: Call): Company | null {
  const [scheme, encoded = ''] = (call.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic') return null
  const [clientId, clientSecret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return companyOfApp({ store }, (one) => one.clientId === clientId && one.clientSecret === clientSecret)
}

export function companyOfApp(
  { store }: Pick<ProviderContext, 'store'>,
  fits: (company: Company) => boolean,
): Company | null {
  for (const company of companies(store).oldestFirst()) if (fits(company)) return company
  return null
}

export const invalidClient: Answer = jsonAnswer(401, { error: 'invalid_client' })

/** A code for tokens, or a refresh token for new ones: the old refresh token is dead from that moment on. */
export function answerTokens(ctx: ProviderContext, clientId: string, call: Call): Result {
  const form = new URLSearchParams(call.body.toString('utf8'))
  const grant = form.get('grant_type')
  if (grant === 'authorization_code') {
    const text = form.get('code') ?? ''
    const code = codes(ctx.store).get(text)
    codes(ctx.store).remove(text)
    const right = code?.clientId === clientId && code.redirectUri === form.get('redirect_uri')
    if (!code || !right || code.expiresAtMs <= ctx.now())
      return refused('invalid_grant', 'Invalid authorization code')
    return grantTokens(ctx, code.realmId, clientId)
  }
  if (grant === 'refresh_token') {
    const text = form.get('refresh_token') ?? ''
    const known = refreshTokens(ctx.store).get(text)
    if (!known || known.clientId !== clientId || known.expiresAtMs <= ctx.now())
      return refused('invalid_grant', 'Incorrect or invalid refresh token')
    refreshTokens(ctx.store).remove(text)
    return grantTokens(ctx, known.realmId, clientId)
  }
  return refused('unsupported_grant_type', 'The grant type is not supported')
}

function grantTokens(ctx: ProviderContext, realmId: string, clientId: string): Result {
  const { tokenSeconds } = companies(ctx.store).get(realmId) ?? { tokenSeconds: 3_600 }
  const access_token = freshId('qat_', 40)
  const refresh_token = freshId('qrt_', 40)
  putToken(accessTokens(ctx.store), access_token, { realmId, expiresAtMs: ctx.now() + tokenSeconds * 1_000 })
  putToken(refreshTokens(ctx.store), refresh_token, {
    realmId,
    clientId,
    expiresAtMs: ctx.now() + refreshSeconds * 1_000,
  })
  const answer = {
    token_type: 'bearer',
    access_token,
    expires_in: tokenSeconds,
    refresh_token,
    x_refresh_token_expires_in: refreshSeconds,
  }
  return { executed: true, answer: jsonAnswer(200, answer, { 'cache-control': 'no-store' }) }
}

function putToken<Token>(
  table: {
    size: number
    put(key: string, token: Token): void
    remove(key: string): void
    keysOldestFirst(): Iterable<string>
  },
  text: string,
  token: Token,
): void {
  table.put(text, token)
  const [oldest] = table.size > maxTokens ? table.keysOldestFirst() : []
  if (oldest !== undefined) table.remove(oldest)
}

/** Either token ends the whole consent: neither works any more. */
export function answerRevoke(ctx: ProviderContext, clientId: string, call: Call): Result {
  const type = call.headers['content-type'] ?? ''
  const text = call.body.toString('utf8')
  const token = type.includes('json') ? tokenInJson(text) : new URLSearchParams(text).get('token')
  const refresh = refreshTokens(ctx.store)
  const access = accessTokens(ctx.store)
  const known = refresh.get(token ?? '') ?? access.get(token ?? '')
  if (!known || companies(ctx.store).get(known.realmId)?.clientId !== clientId)
    return refused('invalid_request', 'The token is not known')
  for (const [table, keys] of [
    [refresh, [...refresh.keysOldestFirst()]],
    [access, [...access.keysOldestFirst()]],
  ] as const)
    for (const key of keys) if (table.get(key)?.realmId === known.realmId) table.remove(key)
  return { executed: true, answer: { status: 200, headers: {}, body: '' } }
}

function tokenInJson(text: string): string | null {
  try {
    const { token } = JSON.parse(text) as { token?: unknown }
    return typeof token === 'string' ? token : null
  } catch {
    return null
  }
}

export function freshCode(
  ctx: ProviderContext,
  consent: { realmId: string; clientId: string; redirectUri: string },
): string {
  const code = freshId('AB', 40)
  putToken(codes(ctx.store), code, { ...consent, expiresAtMs: ctx.now() + codeMs })
  return code
}
