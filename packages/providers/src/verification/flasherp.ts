import type { Verdict, VerifyInput } from '../provider.ts'
import { hmacText, readHeader, refused, usableSecrets } from './hmac.ts'
import { isUnixSeconds, judgeTimed } from './timed.ts'

export const flasherpHeaders = {
  timestamp: 'x-flasherp-timestamp',
  signature: 'x-flasherp-signature',
} as const

/**
 * What stands in `x-flasherp-signature`: lower-case hex HMAC-SHA256 of `<timestamp>.<body>`. Our calls are signed with
 * the API secret, their webhooks with the webhook secret.
 */
export function signFlasherp(secret: string, timestamp: string, body: string | Uint8Array): string {
  return hmacText(secret, [`${timestamp}.`, body], 'hex')
}

/** FlashERP's webhooks: `x-flasherp-timestamp` in Unix seconds and `x-flasherp-signature` as above. */
export function verifyFlasherp({ rawBody, headers, secrets, now }: VerifyInput): Verdict {
  const timestamp = readHeader(headers, flasherpHeaders.timestamp)
  if (!timestamp.ok) return refused(timestamp.reason)
  const signature = readHeader(headers, flasherpHeaders.signature)
  if (!signature.ok) return refused(signature.reason)
  if (!isUnixSeconds(timestamp.value)) return refused('header_malformed')
  const keys = usableSecrets(secrets)
  if (keys.length === 0) return refused('no_secret')
  const expected = keys.map((key) => signFlasherp(key, timestamp.value, rawBody))
  return judgeTimed([signature.value], expected, timestamp.value, now)
}
