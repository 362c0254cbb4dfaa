import { createHmac } from 'node:crypto'

/** Base64 HMAC-SHA256 over the registered address and the body, one after the other. */
export function squareSignature(signatureKey: string, url: string, body: string): string {
  return createHmac('sha256', signatureKey)
    .update(url + body, 'utf8')
    .digest('base64')
}
