import type { Verdict, VerifyInput } from '../provider.ts'
import { hmacText, readHeader, refused, usableSecrets } from './hmac.ts'
import { isUnixSeconds, judgeTimed } from './timed.ts'

const maxSignatures = 20
/** No dot: `<id>.<timestamp>.<body>` could otherwise be cut in two ways. */
const messageId = /^[^.]{1,256}$/
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/**
 * Standard Webhooks: `webhook-signature` holds `v1,<base64>` items with spaces between, each the HMAC-SHA256 of
 * `<webhook-id>.<webhook-timestamp>.<raw body>` under the bytes that `whsec_<base64>` stands for.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifyStandardWebhooks({ rawBody, headers, secrets, now }: VerifyInput): Verdict {
  const id = readHeader(headers, 'webhook-id')
  if (!id.ok) return refused(id.reason)
  const timestamp = readHeader(headers, 'webhook-timestamp')
  if (!timestamp.ok) return refused(timestamp.reason)
  const header = readHeader(headers, 'webhook-signature')
  if (!header.ok) return refused(header.reason)
  const items = header.value.split(' ')
  const given = items.filter((item) => item.startsWith('v1,')).map((item) => item.slice(3))
  const wellFormed = messageId.test(id.value) && isUnixSeconds(timestamp.value)
  if (!wellFormed || given.length === 0 || items.length > maxSignatures) return refused('header_malformed')
  const keys = usableSecrets(secrets).flatMap(keyBytes)
  if (keys.length === 0) return refused('no_secret')
  const signed = [`${id.value}.${timestamp.value}.`, rawBody]
  const expected = keys.map((key) => hmacText(key, signed, 'base64'))
  return judgeTimed(given, expected, timestamp.value, now)
}

/** The headers of a message that we send; null where the secret is no key, or the id could be cut in two ways. */
export function signStandardWebhooks(
  secret: string,
  { id, now, body }: { readonly id: string; readonly now: Date; readonly body: string },
): Record<string, string> | null {
  const [key] = keyBytes(secret)
  if (!key || !messageId.test(id)) return null
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmacText(key, [`${id}.${timestamp}.`, body], 'base64')}`,
  }
}

function keyBytes(secret: string): Uint8Array[] {
  const text = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret
  return text !== '' && base64.test(text) ? [Buffer.from(text, 'base64')] : []
}
