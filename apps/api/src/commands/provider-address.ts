import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { Access, Manifest, Provider } from '@syncline/providers/port'

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

/** Whether its address follows from what it is connected with. */
export const followsFromSecrets = (
  { addressOf, manifest }: Pick<Provider, 'addressOf' | 'manifest'>,
  sandboxUrl: string | null,
  addresses: ProviderAddresses = {},
): boolean => addressOf !== undefined && sandboxUrl === null && addresses[manifest.name] === undefined

/**
 * The address that its credentials name; null where they name none.
 * @throws SynclineError INVALID_INPUT for a credential that should, and does not
 */
export function addressInSecrets(
  provider: Provider,
  secrets: Access['secrets'],
  sandboxUrl: string | null,
  addresses: ProviderAddresses = {},
): string | null {
  if (!followsFromSecrets(provider, sandboxUrl, addresses)) return null
  const named = provider.addressOf?.(secrets)
  if (named?.ok === false)
    throw new SynclineError('INVALID_INPUT', { field: `secrets.${named.kind}`, reason: named.reason })
  return named?.baseUrl ?? null
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
