import type { Verdict, VerifyInput } from '../provider.ts'
import { hmacText, readHeader, refused, usableSecrets } from './hmac.ts'
import { isUnixSeconds, judgeTimed } from './timed.ts'

/** More items than any roll of secrets makes; beyond it somebody is buying comparisons. */
const maxItems = 20

/**
 * A header `t=<unix seconds>,v1=<hex>[,v1=<hex>…]`, v1 being HMAC-SHA256 of `<t>.<raw body>` under the secret's text. Any
 * right v1 will do; other versions count for nothing.
 */
export function verifyVersioned(
  { rawBody, headers, secrets, now }: VerifyInput,
  headerName: string,
): Verdict {
  const header = readHeader(headers, headerName)
  if (!header.ok) return refused(header.reason)
  const read = readItems(header.value)
  if (!read) return refused('header_malformed')
  const keys = usableSecrets(secrets)
  if (keys.length === 0) return refused('no_secret')
  const expected = keys.map((key) => hmacText(key, [`${read.timestamp}.`, rawBody], 'hex'))
  return judgeTimed(read.signatures, expected, read.timestamp, now)
}

function readItems(header: string): { timestamp: string; signatures: string[] } | null {
  const items = header.split(',')
  if (items.length > maxItems) return null
  const timestamps: string[] = []
  const signatures: string[] = []
  for (const item of items) {
    if (item.startsWith('t=')) timestamps.push(item.slice(2))
    else if (item.startsWith('v1=')) signatures.push(item.slice(3))
  }
  const [timestamp, second] = timestamps
  if (timestamp === undefined || second !== undefined || !isUnixSeconds(timestamp)) return null
  return signatures.length === 0 ? null : { timestamp, signatures }
}
