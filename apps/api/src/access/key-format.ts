import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type KeyEnvironment, keyEnvironments } from '@syncline/domain/access'

/**
 * `syn_live_<id>_<secret><checksum>`: what it is can be seen by people and by scanners for lost secrets; the id finds it
 * without telling the secret; the checksum refuses a cut or mistyped key before anybody is asked.
 */
const idLength = 16
const secretLength = 32
const checksumLength = 6
const pattern = new RegExp(
  `^syn_(${keyEnvironments.join('|')})_([0-9A-Za-z]{${idLength}})_([0-9A-Za-z]{${secretLength}})([0-9A-Za-z]{${checksumLength}})$`,
)
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export interface KeyParts {
  readonly environment: KeyEnvironment
  readonly keyId: string
  readonly secret: string
}

export const keyPrefix = ({ environment, keyId }: Omit<KeyParts, 'secret'>) => `syn_${environment}_${keyId}`

/** A key that nobody has yet; its secret has 190 bits. */
export function makeKey(environment: KeyEnvironment): KeyParts & { readonly text: string } {
  const parts = { environment, keyId: randomText(idLength), secret: randomText(secretLength) }
  const body = `${keyPrefix(parts)}_${parts.secret}`
  return { ...parts, text: body + checksumOf(body) }
}

/** Null for what is no key of ours. */
export function readKey(text: string): KeyParts | null {
  const [, environment, keyId, secret, checksum] = pattern.exec(text) ?? []
  if (!environment || !keyId || !secret) return null
  if (checksum !== checksumOf(text.slice(0, -checksumLength))) return null
  return { environment: environment as KeyEnvironment, keyId, secret }
}

function checksumOf(body: string): string {
  let left = crc32(body)
  let text = ''
  for (let n = 0; n < checksumLength; n++) {
    text = alphabet[left % alphabet.length] + text
    left = Math.floor(left / alphabet.length)
  }
  return text
}

/** Bytes past the last whole alphabet are thrown away: each letter is as likely as any other. */
function randomText(length: number): string {
  let text = ''
  while (text.length < length)
    for (const byte of randomBytes(length))
      if (byte < 4 * alphabet.length && text.length < length) text += alphabet[byte % alphabet.length]
  return text
}
