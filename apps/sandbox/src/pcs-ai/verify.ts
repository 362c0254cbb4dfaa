import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const windowSeconds = 300

/**
 * A callback as the specification of Standard Webhooks has its receiver check it, by lines of its own.
 * @returns the message's id; null when the signature does not fit, or its time is off
 */
export function verifiedId(
  headers: IncomingHttpHeaders,
  body: Buffer,
  secret: string,
  nowMs: number,
): string | null {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return null
  if (!/^\d{1,12}$/.test(timestamp)) return null
  if (Math.abs(Math.floor(nowMs / 1000) - Number(timestamp)) > windowSeconds) return null
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  const fits = signatures.split(' ').some((item) => {
    const given = item.startsWith('v1,') ? Buffer.from(item.slice(3), 'base64') : Buffer.alloc(0)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  return fits ? id : null
}
