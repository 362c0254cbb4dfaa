import { SynclineError } from '@syncline/domain/error'
import { exchange } from '@syncline/providers/http'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'

export interface IssuerSettings {
  /** As the issuer names itself: an https:// address; http:// on this machine only. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where the issuer sends the browser back to. */
  readonly redirectUri: string
  /** Asked for each address a socket goes to, whatever the issuer's documents name. */
  readonly allowsAddress: (address: string) => boolean
}

/** What ties the way back to the way there; it stays with the browser, sealed. */
export interface Ticket {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who came back, as the issuer's signed token says. */
export interface Claims {
  /** Never changes, and is never given to somebody else by this issuer. */
  readonly subject: string
  readonly email: string | null
  readonly emailVerified: boolean
  readonly name: string | null
  /** When they last proved who they are; null where the issuer does not say. */
  readonly provedAt: Date | null
}

/** An OpenID Connect issuer, by authorization code with state, PKCE and nonce. */
export interface Issuer {
  /** @param again asks for the proof once more, even of somebody whom the issuer still knows */
  begin(again: boolean): Promise<{ readonly url: string; readonly ticket: Ticket }>
  /**
   * @param query that of the address the browser came back to
   * @throws SynclineError PERMISSION_DENIED (`said_no`), INVALID_CREDENTIALS (`issuer_answer`), or what `begin` throws
   */
  finish(ticket: Ticket, query: string, again: boolean): Promise<Claims>
}

const timeoutMs = 5_000
const maxAnswerBytes = 256 * 1_024
/** How long what the issuer says of itself is taken for true: its keys are asked for anew by themselves. */
const discoveredMs = 60 * 60_000

/** Asks nothing before somebody signs in: an issuer that is away at start is asked again by the next one who tries. */
export function createIssuer(settings: IssuerSettings, now: () => number = Date.now): Issuer {
  const { issuer, clientId, clientSecret, redirectUri, allowsAddress } = settings
  let known: { readonly at: number; readonly configuration: Promise<Configuration> } | null = null

  function discover(): Promise<Configuration> {
    if (known && now() - known.at < discoveredMs) return known.configuration
    const execute = [enableNonRepudiationChecks]
    if (issuer.startsWith('http:')) execute.push(allowInsecureRequests)
    const configuration = discovery(new URL(issuer), clientId, clientSecret, undefined, {
      execute,
      timeout: timeoutMs / 1_000,
      [customFetch]: (url, request) => guardedFetch(url, request, allowsAddress),
    })
    const asked = { at: now(), configuration }
    known = asked
    configuration.catch(() => {
      if (known === asked) known = null
    })
    return configuration
  }
  const reach = () => discover().catch(refuse)

  return {
    async begin(again) {
      const configuration = await reach()
      const ticket = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state: ticket.state,
        nonce: ticket.nonce,
        code_challenge: await calculatePKCECodeChallenge(ticket.verifier),
        code_challenge_method: 'S256',
        ...(again && { prompt: 'login', max_age: '0' }),
      })
      return { url: url.href, ticket }
    },
    async finish(ticket, query, again) {
      const configuration = await reach()
      if (new URLSearchParams(query).get('error') === 'access_denied')
        throw new SynclineError('PERMISSION_DENIED', { reason: 'said_no' })
      const tokens = await authorizationCodeGrant(configuration, new URL(`${redirectUri}?${query}`), {
        expectedState: ticket.state,
        expectedNonce: ticket.nonce,
        pkceCodeVerifier: ticket.verifier,
        idTokenExpected: true,
        ...(again && { maxAge: 0 }),
      }).catch(refuse)
      const signed = tokens.claims()
      if (!signed) throw new SynclineError('INVALID_CREDENTIALS', { reason: 'issuer_answer' })
      // Many issuers say who it is in the token, and how to write to them only when asked with it.
      const more =
        signed['email'] === undefined && configuration.serverMetadata().userinfo_endpoint
          ? await fetchUserInfo(configuration, tokens.access_token, signed.sub).catch(refuse)
          : {}
      return claimsOf({ ...more, ...signed })
    },
  }
}

function claimsOf(said: { readonly sub: string } & Readonly<Record<string, unknown>>): Claims {
  const text = (value: unknown, maxLength: number) =>
    typeof value === 'string' && value !== '' && value.length <= maxLength ? value : null
  const { auth_time: proved } = said
  return {
    subject: said.sub,
    email: text(said['email'], 254)?.toLowerCase() ?? null,
    emailVerified: said['email_verified'] === true,
    name: text(said['name'], 120),
    provedAt: typeof proved === 'number' ? new Date(proved * 1_000) : null,
  }
}

class Unreachable extends Error {}

/** Their library over our wire: no redirect, a deadline, a limit of size, and only addresses that are allowed. */
async function guardedFetch(
  url: string,
  request: { method: string; headers: Record<string, string>; body?: unknown; signal?: AbortSignal },
  allowsAddress: (address: string) => boolean,
): Promise<Response> {
  const { origin, pathname, search } = new URL(url)
  const outcome = await exchange({
    method: request.method === 'POST' ? 'POST' : 'GET',
    baseUrl: origin,
    path: `${pathname}${search}`,
    headers: request.headers,
    // Forms are all it sends.
    body: request.body instanceof URLSearchParams ? request.body.toString() : '',
    timeoutMs,
    maxAnswerBytes,
    signal: request.signal ?? AbortSignal.timeout(timeoutMs),
    allowsAddress,
  })
  if (outcome.kind === 'unanswered') throw new Unreachable(outcome.reason)
  if (outcome.body.kind !== 'whole') throw new Unreachable(outcome.body.kind)
  if (outcome.status >= 500) throw new Unreachable(`status ${outcome.status}`)
  const empty = [204, 205, 304].includes(outcome.status)
  return new Response(empty ? null : outcome.body.text, { status: outcome.status, headers: outcome.headers })
}

/** Whether nobody was there, or what they said does not hold; the library's words stay in the cause. */
function refuse(error: unknown): never {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof Unreachable)
      throw new SynclineError('PROVIDER_UNAVAILABLE', { reason: 'issuer_unreachable' }, { cause: error })
  throw new SynclineError('INVALID_CREDENTIALS', { reason: 'issuer_answer' }, { cause: error })
}
