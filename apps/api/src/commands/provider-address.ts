import { BlockList, isIPv6 } from 'node:net'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { Manifest } from '@syncline/providers/port'

/** Where a connection may call, and what keeps its calls there. */
export interface ProviderAddress {
  readonly baseUrl: string
  /** Undefined for the sandbox, which lives on this very machine. */
  readonly allowsAddress?: (address: string) => boolean
}

/** Where the sandbox plays a provider: Stripe's SDK knows hosts only, the others have a folder each. */
const sandboxPath = (provider: ProviderName, basePath = '') =>
  provider === 'stripe' ? '' : `/${provider}${basePath}`

/** @param sandboxUrl of an installation that shows made-up data, else null */
export function usualBaseUrl(manifest: Manifest, sandboxUrl: string | null): string {
  const { name, hosts, basePath } = manifest
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
): ProviderAddress {
  const baseUrl = given ?? usualBaseUrl(manifest, sandboxUrl)
  const url = new URL(baseUrl)
  if (sandboxUrl !== null && url.origin === new URL(sandboxUrl).origin) return { baseUrl }
  const own = manifest.hosts.some((host) =>
    host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host,
  )
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!own || !plain || url.protocol !== 'https:' || url.port !== '')
    throw new SynclineError('INVALID_INPUT', {
      field: 'baseUrl',
      reason: `must be an https address at ${manifest.hosts.join(' or ')}`,
    })
  return { baseUrl: baseUrl.replace(/\/$/, ''), allowsAddress: isPublic }
}

const privateAddresses = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  privateAddresses.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  privateAddresses.addSubnet(network, bits, 'ipv6')

/** Of the internet; also an IPv4 address in IPv6's clothes is looked at as what it is. */
export function isPublic(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return isPublic(mapped)
  return !privateAddresses.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
