import { createHash, generateKeyPair, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { OidcSettings, Person } from './settings.ts'

export type Keys = { own: KeyObject; foreign: KeyObject; kid: string; jwks: object }

const generate = promisify(generateKeyPair)
const tokenSeconds = 300

/** An RSA key of its own, and one that nobody was told of. */
export async function createKeys(): Promise<Keys> {
  const [own, foreign] = await Promise.all([
    generate('rsa', { modulusLength: 2_048 }),
    generate('rsa', { modulusLength: 2_048 }),
  ])
  const jwk = own.publicKey.export({ format: 'jwk' })
  const kid = createHash('sha256').update(String(jwk.n)).digest('base64url').slice(0, 16)
  const jwks = { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }] }
  return { own: own.privateKey, foreign: foreign.privateKey, kid, jwks }
}

export type TokenAsk = {
  issuer: string
  clientId: string
  nonce: string | null
  person: Person
  authenticatedAtMs: number
  nowMs: number
}

/** An ID token: https://openid.net/specs/openid-connect-core-1_0.html#IDToken, signed with RS256. */
export function idToken(keys: Keys, ask: TokenAsk, forgery: OidcSettings['token']): string {
  const nowSeconds = Math.floor(ask.nowMs / 1_000) - (forgery === 'expired' ? 3_600 : 0)
  const { person } = ask
  const claims = {
    iss: forgery === 'wrong_issuer' ? 'https://issuer.example' : ask.issuer,
    sub: person.sub,
    aud: forgery === 'wrong_audience' ? 'another-client' : ask.clientId,
    iat: nowSeconds,
    exp: nowSeconds + tokenSeconds,
    auth_time: Math.floor(ask.authenticatedAtMs / 1_000),
    ...(ask.nonce !== null && { nonce: forgery === 'wrong_nonce' ? 'another' : ask.nonce }),
    ...claimsOf(person),
  }
  const unsigned = forgery === 'unsigned'
  const header = unsigned ? { alg: 'none' } : { alg: 'RS256', typ: 'JWT', kid: keys.kid }
  const text = `${encode(header)}.${encode(claims)}`
  if (unsigned) return `${text}.`
  const key = forgery === 'foreign_key' ? keys.foreign : keys.own
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

export const claimsOf = ({ email, emailVerified, name }: Person) => ({
  email,
  email_verified: emailVerified,
  name,
})

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
