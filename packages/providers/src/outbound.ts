import { BlockList, isIP, isIPv4 } from 'node:net'

/** https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast. */
const reserved4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
/** Within 2000::/3, the only part of IPv6 that is public: tunnels that carry IPv4, documentation, protocol uses. */
const reserved6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

const reserved = new BlockList()
for (const [address, prefix] of reserved4) reserved.addSubnet(address, prefix, 'ipv4')
for (const [address, prefix] of reserved6) reserved.addSubnet(address, prefix, 'ipv6')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether an address, as a resolver gives it, belongs to the public internet. What is no address does not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !reserved.check(address, 'ipv4')
  if (isIP(address) === 0 || address.includes('%')) return false
  return global6.check(address, 'ipv6') && !reserved.check(address, 'ipv6')
}

/** What the demo calls: the public internet, and the sandbox on this machine. */
export const isPublicOrOwnAddress = (address: string): boolean =>
  isPublicAddress(address) ||
  (isIP(address) !== 0 && loopback.check(address, isIPv4(address) ? 'ipv4' : 'ipv6'))

export type OutboundUrl =
  | { readonly ok: true; readonly url: URL }
  | {
      readonly ok: false
      readonly reason: 'not_a_url' | 'scheme' | 'credentials' | 'fragment' | 'address' | 'name'
    }

const maxUrlLength = 500
/** Names that are private by their kind, or that spell an address for a public resolver. */
const privateName =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|localdomain|invalid|test|onion|nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me)$/u

/**
 * Reads an address that a person wants called, before anything is stored. A name is looked up only when it is called,
 * and the address it leads to is asked about then (`allowsAddress` of a call): this alone protects from nothing but
 * the obvious.
 */
export function readOutboundUrl(
  text: string,
  allowsAddress: (address: string) => boolean = isPublicAddress,
): OutboundUrl {
  const refuse = (reason: Extract<OutboundUrl, { ok: false }>['reason']) => ({ ok: false, reason }) as const
  // The parser mends `http:/a` and `http:\\a`: who writes so means to mislead somebody.
  if (text.length > maxUrlLength || !/^[a-z]{1,10}:\/\/[^\s\\]+$/iu.test(text)) return refuse('not_a_url')
  if (!URL.canParse(text)) return refuse('not_a_url')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('scheme')
  if (url.username !== '' || url.password !== '') return refuse('credentials')
  if (text.includes('#')) return refuse('fragment')
  const host = url.hostname.replace(/^\[(.*)\]$/u, '$1').replace(/\.$/u, '')
  if (isIP(host) !== 0) return allowsAddress(host) ? { ok: true, url } : refuse('address')
  if (privateName.test(host))
    return allowsAddress('127.0.0.1') && host === 'localhost' ? { ok: true, url } : refuse('name')
  return host.includes('.') ? { ok: true, url } : refuse('name')
}
