import { createHash } from 'node:crypto'
import { escape } from '../admin/html.ts'
import { freshId } from '../identifiers.ts'
import { type Answer, jsonAnswer } from '../provider.ts'
import type { Read } from '../shape.ts'
import type { Store } from '../store/store.ts'
import { type Client, type OidcSettings, type Person, readOidcSettings } from './settings.ts'
import { claimsOf, createKeys, idToken, type Keys } from './tokens.ts'

/**
 * An OpenID Connect issuer below `/oidc`: discovery, a page to say who one is, tokens, keys, userinfo. Authorization code
 * with PKCE only (https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth, RFC 7636, RFC 9207). A restart
 * forgets keys, codes, tokens and troubles.
 */
export type OidcService = {
  owns(path: string): boolean
  answer(call: OidcCall): Promise<Answer>
  settings(): OidcSettings
  change(value: unknown): Read<OidcSettings>
}

export type OidcCall = {
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

type Grant = {
  clientId: string
  redirectUri: string
  challenge: string
  nonce: string | null
  person: Person
  authenticatedAtMs: number
  endsAtMs: number
}

const codeMs = 60_000
const tokenMs = 300_000
const maxGrants = 10_000

export function createOidc(store: Store, options: { url: () => string; now: () => number }): OidcService {
  const { now } = options
  const issuer = () => `${options.url()}/oidc`
  const accounts = store.table<Pick<OidcSettings, 'clients' | 'people'>>('oidc/accounts')
  let trouble: Pick<OidcSettings, 'down' | 'token'> = { down: false, token: 'no' }
  let keys: Promise<Keys> | null = null
  const codes = new Map<string, Grant>()
  const accessTokens = new Map<string, Person & { endsAtMs: number }>()

  const known = () => accounts.get('all') ?? { clients: [], people: [] }
  const knownClient = (form: URLSearchParams): Client | undefined =>
    known().clients.find(
      ({ clientId, redirectUris }) =>
        clientId === form.get('client_id') && redirectUris.includes(form.get('redirect_uri') ?? ''),
    )

  /** What is wrong with an ask whose way back is known: said there, not here. */
  function refusalOf(form: URLSearchParams): string | null {
    if (form.get('response_type') !== 'code') return 'unsupported_response_type'
    const scopes = (form.get('scope') ?? '').split(' ')
    const bound = form.get('code_challenge_method') === 'S256' && form.get('code_challenge')
    return scopes.includes('openid') && bound ? null : 'invalid_request'
  }

  function back(form: URLSearchParams, members: Record<string, string>): Answer {
    const url = new URL(form.get('redirect_uri') ?? '')
    const state = form.get('state')
    for (const [name, value] of Object.entries({
      ...members,
      ...(state !== null && { state }),
      iss: issuer(),
    }))
      url.searchParams.set(name, value)
    return { status: 303, headers: { location: url.href }, body: '' }
  }

  function authorize({ method, query, body }: OidcCall): Answer {
    const form = method === 'POST' ? new URLSearchParams(body.toString('utf8')) : query
    if (!knownClient(form)) return page(400, '<p>This application, or where it wants you back, is not known.')
    const refusal = refusalOf(form)
    if (refusal !== null) return back(form, { error: refusal })
    if (method !== 'POST') return page(200, consent(form, known().people))
    const person = known().people.find(({ sub }) => sub === form.get('sub'))
    if (form.get('decision') !== 'approve' || !person) return back(form, { error: 'access_denied' })
    const code = freshId('oc_', 40)
    put(codes, code, {
      clientId: form.get('client_id') ?? '',
      redirectUri: form.get('redirect_uri') ?? '',
      challenge: form.get('code_challenge') ?? '',
      nonce: form.get('nonce'),
      person,
      authenticatedAtMs: now(),
      endsAtMs: now() + codeMs,
    })
    return back(form, { code })
  }

  async function tokens({ headers, body }: OidcCall): Promise<Answer> {
    const form = new URLSearchParams(body.toString('utf8'))
    const [clientId, secret] = clientOf(headers, form)
    const client = known().clients.find((one) => one.clientId === clientId && one.clientSecret === secret)
    if (!client) return jsonAnswer(401, { error: 'invalid_client' })
    if (form.get('grant_type') !== 'authorization_code')
      return jsonAnswer(400, { error: 'unsupported_grant_type' })
    const code = form.get('code') ?? ''
    const grant = codes.get(code)
    codes.delete(code)
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const right =
      grant?.clientId === clientId &&
      grant.redirectUri === form.get('redirect_uri') &&
      grant.challenge === proof &&
      grant.endsAtMs > now()
    if (!grant || !right) return jsonAnswer(400, { error: 'invalid_grant' })
    const access_token = freshId('oat_', 40)
    put(accessTokens, access_token, { ...grant.person, endsAtMs: now() + tokenMs })
    keys ??= createKeys()
    const ask = { ...grant, issuer: issuer(), nowMs: now() }
    return jsonAnswer(
      200,
      {
        access_token,
        token_type: 'Bearer',
        expires_in: tokenMs / 1_000,
        id_token: idToken(await keys, ask, trouble.token),
      },
      { 'cache-control': 'no-store' },
    )
  }

  function userinfo({ headers }: OidcCall): Answer {
    const token = /^Bearer (.+)$/i.exec(String(headers['authorization'] ?? ''))?.[1] ?? ''
    const person = accessTokens.get(token)
    if (!person || person.endsAtMs <= now())
      return { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' }, body: '' }
    return jsonAnswer(200, { sub: person.sub, ...claimsOf(person) })
  }

  return {
    owns: (path) => path === '/oidc' || path.startsWith('/oidc/'),
    async answer(call) {
      if (trouble.down) return jsonAnswer(503, { error: 'temporarily_unavailable' })
      switch (`${call.method} ${call.path.slice('/oidc'.length)}`) {
        case 'GET /.well-known/openid-configuration':
          return jsonAnswer(200, metadata(issuer()))
        case 'GET /authorize':
        case 'POST /authorize':
          return authorize(call)
        case 'POST /token':
          return tokens(call)
        case 'GET /jwks':
          keys ??= createKeys()
          return jsonAnswer(200, (await keys).jwks)
        case 'GET /userinfo':
        case 'POST /userinfo':
          return userinfo(call)
        default:
          return jsonAnswer(404, { error: 'not_found' })
      }
    },
    settings: () => ({ ...known(), ...trouble }),
    change(value) {
      const read = readOidcSettings(value)
      if (!read.ok) return read
      const { clients, people, down, token } = { ...known(), ...trouble, ...read.value }
      accounts.put('all', { clients, people })
      trouble = { down, token }
      return { ok: true, value: { clients, people, ...trouble } }
    },
  }
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  userinfo_endpoint: `${issuer}/userinfo`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid', 'email', 'profile'],
  claims_supported: ['sub', 'email', 'email_verified', 'name', 'auth_time'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
})

/** By `Authorization: Basic`, each half URL-encoded (RFC 6749, 2.3.1), or in the form. */
function clientOf(headers: OidcCall['headers'], form: URLSearchParams): [string | null, string | null] {
  const basic = /^Basic (.+)$/i.exec(String(headers['authorization'] ?? ''))?.[1]
  if (basic === undefined) return [form.get('client_id'), form.get('client_secret')]
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  const [pair] = [...new URLSearchParams(`${id}=${secret}`)]
  return pair ?? [null, null]
}

function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > maxGrants && oldest !== undefined) map.delete(oldest)
}

function consent(form: URLSearchParams, people: readonly Person[]): string {
  const hidden = [...form]
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('')
  const choices = people
    .map(
      ({ sub, name, email }) => `<option value="${escape(sub)}">${escape(name)}, ${escape(email)}</option>`,
    )
    .join('')
  return `<h1>Sign in</h1>
<p>An application asks who you are.</p>
<form method="post" action="/oidc/authorize">${hidden}
<p><label>You are <select name="sub">${choices}</select></label></p>
<p><button name="decision" value="approve">Go on</button> <button name="decision" value="deny">Not now</button></p>
</form>`
}

const page = (status: number, content: string): Answer => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sandbox issuer</title>
<style>body{font:16px/1.5 system-ui;margin:3rem auto;max-width:30rem;padding:0 1rem}button,select{font:inherit;padding:.4rem 1rem}</style>
${content}</html>`,
})
