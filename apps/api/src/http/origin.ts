import type { IncomingHttpHeaders } from 'node:http'
import { SynclineError } from '@syncline/domain/error'

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']

/** The origins that are ours: the base address, the other names of this machine when it is one of them, and configured ones. */
export function ownOrigins(baseUrl: string, trusted: readonly string[] = []): readonly string[] {
  const { protocol, hostname, port, origin } = new URL(baseUrl)
  const siblings = loopbackHosts.includes(hostname)
    ? loopbackHosts.map((host) => `${protocol}//${host}${port ? `:${port}` : ''}`)
    : []
  return [...new Set([origin, ...siblings, ...trusted])]
}

/**
 * Reads may come from our own page, from an address typed in, and from programs, which send no such header.
 * Event streams can carry no header of ours, so this is all that guards them: they change nothing.
 * @throws SynclineError ORIGIN_REFUSED
 */
export function demandOwnRead(headers: IncomingHttpHeaders): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new SynclineError('ORIGIN_REFUSED', { header: 'sec-fetch-site' })
}

/**
 * Changes need what a page of another origin can't send without asking first: JSON, and where `ownHeader` is demanded
 * a header of our own; and where a browser says whence it comes, it must be from us.
 * @throws SynclineError UNSUPPORTED_MEDIA_TYPE or ORIGIN_REFUSED
 */
export function demandOwnChange(
  headers: IncomingHttpHeaders,
  { origins, ownHeader }: { origins: readonly string[]; ownHeader: boolean },
): void {
  demandJson(headers)
  demandOwnRead(headers)
  if (ownHeader && headers['x-syncline'] !== '1')
    throw new SynclineError('ORIGIN_REFUSED', { header: 'x-syncline' })
  if (headers.origin !== undefined && !origins.includes(headers.origin))
    throw new SynclineError('ORIGIN_REFUSED', { header: 'origin' })
}

/** @throws SynclineError UNSUPPORTED_MEDIA_TYPE for everything but JSON: forms can be sent across origins unasked */
export function demandJson(headers: IncomingHttpHeaders): void {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new SynclineError('UNSUPPORTED_MEDIA_TYPE')
}
