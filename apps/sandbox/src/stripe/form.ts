/**
 * Stripe's request encoding: `address[city]=Lagos&preferred_locales[0]=en&types[]=a`. An empty value means "unset".
 * https://docs.stripe.com/api and the encoder of the stripe package.
 */
export type FormValue = string | FormValue[] | FormHash
export type FormHash = { [key: string]: FormValue }
export type FormRead = { ok: true; value: FormHash } | { ok: false; message: string }

/** A plain value as text; hashes, lists and missing ones are null. */
export function plainText(value: FormValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

const maxPairs = 1000
const maxDepth = 8

type Branch = Map<string, Branch | string>

export function decodeForm(text: string): FormRead {
  const pairs = [...new URLSearchParams(text)]
  if (pairs.length > maxPairs)
    return { ok: false, message: `Too many parameters: at most ${maxPairs} are allowed.` }
  const root: Branch = new Map()
  for (const [name, value] of pairs) {
    const path = pathOf(name)
    if (path === null) return { ok: false, message: `Invalid parameter name: ${name.slice(0, 100)}` }
    if (!plant(root, path, value)) return { ok: false, message: `Invalid hash: ${name.slice(0, 100)}` }
  }
  return { ok: true, value: toHash(root) }
}

/** `a[b][0]` → a, b, 0; null when the brackets do not match or nest too deep. */
function pathOf(name: string): string[] | null {
  const first = name.indexOf('[')
  if (first === -1) return name === '' ? null : [name]
  if (first === 0 || !name.endsWith(']')) return null
  const inner = name.slice(first + 1, -1).split('][')
  if (inner.length >= maxDepth || inner.some((part) => part.includes('[') || part.includes(']'))) return null
  return [name.slice(0, first), ...inner]
}

function plant(root: Branch, path: string[], value: string): boolean {
  let branch = root
  for (const [depth, part] of path.entries()) {
    const key = part === '' ? String(branch.size) : part
    if (depth === path.length - 1) {
      if (branch.get(key) instanceof Map) return false
      branch.set(key, value)
      return true
    }
    let next = branch.get(key)
    if (next === undefined) {
      next = new Map()
      branch.set(key, next)
    }
    if (typeof next === 'string') return false
    branch = next
  }
  return false
}

/** Own properties only, whatever they are called: `__proto__` is a key like any other. */
function toHash(branch: Branch): FormHash {
  return Object.fromEntries([...branch].map(([key, value]) => [key, toValue(value)]))
}

function toValue(value: Branch | string): FormValue {
  if (typeof value === 'string') return value
  const keys = [...value.keys()]
  const isList = keys.length > 0 && keys.every((key, index) => key === String(index))
  return isList ? [...value.values()].map(toValue) : toHash(value)
}
