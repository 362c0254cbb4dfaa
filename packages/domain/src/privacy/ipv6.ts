const group = /^[0-9a-f]{1,4}$/iu
const dotted = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/u

/** An address as RFC 4291, 2.2 writes them, without zone and prefix; at most one gap, and IPv4 only at its end. */
export function isIpv6(text: string): boolean {
  if (text.length > 45) return false
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const tail = dotted.test(last)
  const plain = tail ? groups.slice(0, -1) : groups
  if (!plain.every((part) => group.test(part))) return false
  const size = plain.length + (tail ? 2 : 0)
  return halves.length === 2 ? size <= 7 : size === 8
}
