import { createHmac, timingSafeEqual } from 'node:crypto'

export const signatureWindowSeconds = 300

/** Lower-case hex HMAC-SHA256 over `${timestamp}.${body}`; requests and webhooks alike, each with its own secret. */
export function flashErpSignature(secret: string, timestamp: string, body: Buffer | string): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')
}

export type SignatureVerdict = 'valid' | 'missing' | 'outside_window' | 'wrong'

export function checkSignature(
  headers: { timestamp: unknown; signature: unknown },
  secret: string,
  body: Buffer,
  nowMs: number,
): SignatureVerdict {
  const { timestamp, signature } = headers
  if (typeof timestamp !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(timestamp))
    return 'missing'
  if (Math.abs(Math.floor(nowMs / 1000) - Number(timestamp)) > signatureWindowSeconds) return 'outside_window'
  const expected = Buffer.from(flashErpSignature(secret, timestamp, body))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected) ? 'valid' : 'wrong'
}
