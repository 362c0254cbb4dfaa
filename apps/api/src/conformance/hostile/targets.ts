import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { exchange } from '@syncline/providers/http'
import { isPublicAddress, readOutboundUrl } from '@syncline/providers/outbound'

/**
 * Whether an address that must never be called is not: refused when it is read, and where it can be put on the wire at
 * all, refused again when it is called, in case it was stored by other means.
 * @returns a fault, or null
 */
export async function judgeTarget(target: string): Promise<string | null> {
  const quoted = JSON.stringify(target.slice(0, 100))
  if (readOutboundUrl(target).ok && !(await leadsNowhere(target))) return `${quoted} may be configured`
  if (!URL.canParse(target) || !/^https?:$/u.test(new URL(target).protocol)) return null
  if (await leadsNowhere(target)) return null
  const outcome = await exchange({
    method: 'GET',
    baseUrl: target,
    path: '/',
    headers: {},
    body: '',
    timeoutMs: 3_000,
    maxAnswerBytes: 1_000,
    signal: AbortSignal.timeout(4_000),
    allowsAddress: isPublicAddress,
  })
  return outcome.kind === 'unanswered' && outcome.reason === 'address_refused' ? null : `${quoted} was called`
}

/** A name that nobody resolves here can't be called. */
async function leadsNowhere(target: string): Promise<boolean> {
  if (!URL.canParse(target)) return true
  const host = new URL(target).hostname.replace(/^\[(.*)\]$/u, '$1')
  if (isIP(host) !== 0) return false
  return lookup(host, { all: true }).then(
    (addresses) => addresses.length === 0,
    () => true,
  )
}
