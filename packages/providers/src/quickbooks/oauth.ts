import { z } from 'zod'
import { jsonOf, maskDetail } from '../answer.ts'
import { exchange } from '../http.ts'
import type { OAuthAdapter, OAuthApp, TokenOutcome } from '../provider.ts'
import { headerValue } from '../shape.ts'
import { faultIn } from './fault.ts'

const scope = 'com.intuit.quickbooks.accounting'
const timeoutMs = 10_000
const maxAnswerBytes = 64 * 1024

/** Where Intuit is. The API has a place of its own for companies that are only there for trying out. */
export function intuitAddresses(
  environment: 'production' | 'sandbox',
): Pick<OAuthApp, 'authorizeUrl' | 'tokenUrl' | 'apiUrl'> {
  const host = environment === 'production' ? 'quickbooks' : 'sandbox-quickbooks'
  return {
    authorizeUrl: 'https://appcenter.intuit.com/connect/oauth2',
    tokenUrl: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
    apiUrl: `https://${host}.api.intuit.com/v3/company`,
  }
}

const tokensSchema = z.object({
  access_token: headerValue.max(4_096),
  refresh_token: headerValue,
  expires_in: z.int().min(1).max(31_536_000),
})

/** @see https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0 */
export const oauth: OAuthAdapter = {
  authorizeUrl({ clientId, authorizeUrl }, { state, redirectUri }) {
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      scope,
      redirect_uri: redirectUri,
      state,
    })
    return `${authorizeUrl}?${query.toString()}`
  },

  accountIn({ apiUrl }, { realmId }) {
    if (typeof realmId !== 'string' || !/^\d{1,30}$/.test(realmId)) return null
    return { accountId: realmId, baseUrl: `${apiUrl}/${realmId}` }
  },

  exchange: (app, code, redirectUri, signal) =>
    ask(app, { grant_type: 'authorization_code', code, redirect_uri: redirectUri }, signal),

  refresh: (app, refreshToken, signal) =>
    ask(app, { grant_type: 'refresh_token', refresh_token: refreshToken }, signal),
}

async function ask(app: OAuthApp, form: Record<string, string>, signal: AbortSignal): Promise<TokenOutcome> {
  const url = new URL(app.tokenUrl)
  const basic = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')
  const outcome = await exchange({
    method: 'POST',
    baseUrl: url.origin,
    path: url.pathname,
    headers: {
      authorization: `Basic ${basic}`,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
    timeoutMs,
    maxAnswerBytes,
    signal,
  })
  if (outcome.kind === 'unanswered') return { ok: false, retryable: true, detail: null }
  const answer = jsonOf(outcome.body)
  const tokens = tokensSchema.safeParse(answer)
  if (outcome.status === 200 && tokens.success) {
    const {
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: expiresInSeconds,
    } = tokens.data
    return { ok: true, tokens: { accessToken, refreshToken, expiresInSeconds } }
  }
  const fault = faultIn(answer)
  const detail = fault && maskDetail(fault.message === '' ? (fault.code ?? '') : fault.message)
  // Only this says that the token itself is dead; a wrong app or a tired server says nothing of it.
  return { ok: false, retryable: fault?.code !== 'invalid_grant', detail }
}
