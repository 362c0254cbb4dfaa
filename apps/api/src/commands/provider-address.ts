import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { Manifest } from '@syncline/providers/port'

/** Where the sandbox plays a provider: the SDKs of Stripe and Square know hosts only, the others have a folder each. */
const sandboxPath = (provider: ProviderName, basePath = '') =>
  provider === 'stripe' || provider === 'square' ? '' : `/${provider}${basePath}`

/** Where this installation means a provider to be, if not at its usual address. */
export type ProviderAddresses = Readonly<Partial<Record<ProviderName, string>>>

/** @param sandboxUrl of an installation that shows made-up data, else null */
export function usualBaseUrl(
  manifest: Manifest,
  sandboxUrl: string | null,
  addresses: ProviderAddresses = {},
): string {
  const { name, hosts, basePath } = manifest
  const own = addresses[name]
  if (sandboxUrl === null && own !== undefined) return own
  return sandboxUrl === null
    ? `https://${hosts[0]?.replace('*.', '') ?? 'localhost'}${basePath ?? ''}`
    : `${sandboxUrl}${sandboxPath(name, basePath)}`
}

/**
 * An address that a person gave is the provider's own, by https, or the sandbox's: nobody reaches into our network by it.
 * @param given null for the usual one
 * @throws SynclineError INVALID_INPUT that names the hosts
 */
export function providerAddress(
  manifest: Manifest,
  given: string | null,
  sandboxUrl: string | null,
  addresses: ProviderAddresses = {},
): string {
  const baseUrl = given ?? usualBaseUrl(manifest, sandboxUrl, addresses)
  const url = new URL(baseUrl)
  if (sandboxUrl !== null && url.origin === new URL(sandboxUrl).origin) return baseUrl
  const own = manifest.hosts.some((host) =>
    host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host,
  )
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!own || !plain || url.protocol !== 'https:' || url.port !== '')
    throw new SynclineError('INVALID_INPUT', {
      field: 'baseUrl',
      reason: `must be an https address at ${manifest.hosts.join(' or ')}`,
    })
  return baseUrl.replace(/\/$/, '')
}
