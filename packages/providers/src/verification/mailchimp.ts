import type { Verdict, VerifyInput } from '../provider.ts'
import { accepted, anyMatches, refused, usableSecrets } from './hmac.ts'
import { verifyVersioned } from './versioned.ts'

const signatureHeader = 'x-mailchimp-signature'
/** The member of the address that stands in for a signature. */
const secretParameter = 'secret'

/**
 * `X-Mailchimp-Signature`, times and signatures by version as Stripe's, for hooks made since Mailchimp signs. Older hooks
 * are never signed: their address carries the secret itself as `?secret=…`. Whoever sends a signature is judged by it,
 * also when it is a bad one, and without either nothing comes in.
 */
export function verifyMailchimp(input: VerifyInput): Verdict {
  const isSigned =
    Object.hasOwn(input.headers, signatureHeader) && input.headers[signatureHeader] !== undefined
  const told = isSigned ? null : secretIn(input.url)
  return told === null ? verifyVersioned(input, signatureHeader) : judgeTold(told, input.secrets)
}

/** The one secret that the address carries; null when it carries none, or several. */
function secretIn(url: string): string | null {
  if (!URL.canParse(url)) return null
  const told = new URL(url).searchParams.getAll(secretParameter)
  return told.length === 1 && told[0] !== '' ? (told[0] ?? null) : null
}

/** No time is told, so only deduplication stops a replay. */
function judgeTold(told: string, secrets: readonly string[]): Verdict {
  const keys = usableSecrets(secrets)
  if (keys.length === 0) return refused('no_secret')
  return anyMatches([told], keys) ? accepted : refused('signature_mismatch')
}
