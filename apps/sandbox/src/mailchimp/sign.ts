import { createHmac } from 'node:crypto'

/** `t=<unix s>,v1=<hex>`: HMAC-SHA256 over `${t}.${body}` under the hook's signing secret. */
export function mailchimpSignature(body: string, secret: string, timestampSeconds: number): string {
  const hex = createHmac('sha256', secret).update(`${timestampSeconds}.${body}`).digest('hex')
  return `t=${timestampSeconds},v1=${hex}`
}
