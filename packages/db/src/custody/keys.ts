import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto'

/** What a wrapped key is bound to. Ids only: key services log it. */
export interface WrapContext {
  readonly organizationId: string
  readonly purpose: 'organization'
  readonly version: number
}

/** Wraps the organization keys. A key service implements this; so does the local key file. */
export interface KeyWrapper {
  /** Written beside each wrapped key, so that a key is opened by whoever wrapped it. */
  readonly name: 'aws-kms' | 'local-file'
  wrap(key: Buffer, context: WrapContext): Promise<Buffer>
  /** @throws when the context differs or the bytes were changed */
  unwrap(wrapped: Buffer, context: WrapContext): Promise<Buffer>
  /** What it wrapped earlier, under the key that wraps now. Nothing is opened outside of it. */
  rewrap(wrapped: Buffer, context: WrapContext): Promise<Buffer>
  /** Whether it can wrap at this moment; changes nothing. */
  check(): Promise<{ readonly usable: boolean; readonly finding: string }>
}

const ivBytes = 12
const tagBytes = 16
export const keyBytes = 32

/** Sealed bytes that were changed, moved to another place, or sealed under another key. */
export class UnsealableError extends Error {
  override readonly name: string = 'UnsealableError'
}

/** Sealed under a key that was destroyed, on purpose: nobody opens it any more, and that is no fault. */
export class ErasedError extends UnsealableError {
  override readonly name = 'ErasedError'
  constructor() {
    super('Its key was destroyed')
  }
}

/** Random bytes are drawn by the page: the call costs more than the bytes. None is handed out twice. */
const page = Buffer.alloc(4_096)
let pageUsed = page.length

function freshIv(): Buffer {
  if (pageUsed + ivBytes > page.length) {
    randomFillSync(page)
    pageUsed = 0
  }
  const iv = Buffer.from(page.subarray(pageUsed, pageUsed + ivBytes))
  pageUsed += ivBytes
  return iv
}

/**
 * AES-256-GCM with a fresh 96-bit IV: IV, ciphertext, tag in one buffer.
 * @param key a KeyObject where many things are sealed under one key: bytes are turned into one each time, at the cost
 *   of all the rest
 */
export function sealBytes(key: Buffer | KeyObject, plain: Uint8Array, additionalData: string): Buffer {
  const iv = freshIv()
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(additionalData, 'utf8'))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/**
 * Opens what `sealBytes` made.
 * The tag length is pinned: without it Node accepts a tag cut to four bytes.
 * @throws UnsealableError when a single bit of the bytes, the key or the additional data differs
 */
export function openBytes(key: Buffer | KeyObject, sealed: Uint8Array, additionalData: string): Buffer {
  if (sealed.length < ivBytes + tagBytes) throw new UnsealableError('Sealed bytes are too short')
  const buffer = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const decipher = createDecipheriv('aes-256-gcm', key, buffer.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(additionalData, 'utf8'))
  decipher.setAuthTag(buffer.subarray(buffer.length - tagBytes))
  try {
    return Buffer.concat([
      decipher.update(buffer.subarray(ivBytes, buffer.length - tagBytes)),
      decipher.final(),
    ])
  } catch (cause) {
    throw new UnsealableError('Sealed bytes do not open here', { cause })
  }
}

/** A key for one purpose, derived from another. */
export function deriveKey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `syncline/${purpose}`, keyBytes))
}

export function hmacHex(key: Buffer, data: Uint8Array): string {
  return createHmac('sha256', key).update(data).digest('hex')
}
