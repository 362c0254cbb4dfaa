import { isIPv6 } from 'node:net'

const groupsOfNetwork = 4

/**
 * What limits count an address by: itself, or of IPv6 the /64 network, since whoever has one address there has them all.
 * An IPv4 address in IPv6 clothes is itself.
 */
export function networkOf(address: string): string {
  const plain = address.split('%', 1)[0] ?? ''
  if (!isIPv6(plain)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail] = plain.split('::', 2)
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const left = groups(head)
  const right = groups(tail ?? '')
  // A dotted end stands for two groups.
  const missing = 8 - left.length - right.length - (plain.includes('.') ? 1 : 0)
  const all = [...left, ...Array<string>(tail === undefined ? 0 : missing).fill('0'), ...right]
  const network = all.slice(0, groupsOfNetwork).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}
