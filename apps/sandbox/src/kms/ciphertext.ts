import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { KmsKey } from './state.ts'

export type EncryptionContext = Readonly<Record<string, string>>

const magic = Buffer.from('SBK1')
const keyIdBytes = 16
const ivBytes = 12
const tagBytes = 16
const head = magic.length + keyIdBytes

/** Exact pairs in any order: they are authenticated, not kept. */
function additionalData(keyId: string, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))
  return Buffer.from(JSON.stringify([keyId, pairs]))
}

export function encrypt(key: KmsKey, plain: Buffer, context: EncryptionContext): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), iv, {
    authTagLength: tagBytes,
  })
  cipher.setAAD(additionalData(key.keyId, context))
  const keyId = Buffer.from(key.keyId.replaceAll('-', ''), 'hex')
  return Buffer.concat([magic, keyId, iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The id of the key that a ciphertext is bound to; null for what is none of ours. */
export function keyIdOf(blob: Buffer): string | null {
  if (blob.length < head + ivBytes + tagBytes || !blob.subarray(0, magic.length).equals(magic)) return null
  return blob
    .subarray(magic.length, head)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Null when a bit of it, the key or the context differs. */
export function decrypt(key: KmsKey, blob: Buffer, context: EncryptionContext): Buffer | null {
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(key.material, 'base64'),
    blob.subarray(head, head + ivBytes),
    { authTagLength: tagBytes },
  )
  decipher.setAAD(additionalData(key.keyId, context))
  decipher.setAuthTag(blob.subarray(blob.length - tagBytes))
  try {
    const body = blob.subarray(head + ivBytes, blob.length - tagBytes)
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    return null
  }
}
