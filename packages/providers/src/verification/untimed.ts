import type { Verdict, VerifyInput } from '../provider.ts'
import { accepted, anyMatches, hmacText, readHeader, refused, usableSecrets } from './hmac.ts'

/**
 * Square: `x-square-hmacsha256-signature` is the base64 HMAC-SHA256 of the registered address and the raw body. No time is
 * signed, so only deduplication stops a replay.
 * @see https://developer.squareup.com/docs/webhooks/step3validate
 */
export function verifySquare(input: VerifyInput): Verdict {
  return verifyUntimed(input, 'x-square-hmacsha256-signature', [input.url, input.rawBody])
}

/**
 * QuickBooks: `intuit-signature` is the base64 HMAC-SHA256 of the raw body under the app's verifier token. No time is
 * signed, so only deduplication stops a replay.
 * @see https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks
 */
export function verifyIntuit(input: VerifyInput): Verdict {
  return verifyUntimed(input, 'intuit-signature', [input.rawBody])
}

function verifyUntimed(
  { headers, secrets }: VerifyInput,
  headerName: string,
  signed: readonly (string | Uint8Array)[],
): Verdict {
  const header = readHeader(headers, headerName)
  if (!header.ok) return refused(header.reason)
  const keys = usableSecrets(secrets)
  if (keys.length === 0) return refused('no_secret')
  const expected = keys.map((key) => hmacText(key, signed, 'base64'))
  return anyMatches([header.value], expected) ? accepted : refused('signature_mismatch')
}
