/** A decoded form: texts, and hashes of such. Own properties only, whatever they are called. */
export type Form = { readonly [name: string]: string | Form }

const maxBytes = 1024 * 1024
const maxPairs = 2_000
const maxDepth = 8
const utf8 = new TextDecoder('utf-8', { fatal: true })

type Branch = Map<string, Branch | string>

/**
 * `data[merges][FNAME]=Ada` out of raw bytes, as `{data: {merges: {FNAME: 'Ada'}}}`. Undefined when they hold no form, or
 * one that says two things of one name.
 */
export function parseForm(rawBody: Uint8Array): Form | undefined {
  const text = decode(rawBody)
  if (!text) return undefined
  const root: Branch = new Map()
  let pairs = 0
  for (const [name, value] of new URLSearchParams(text)) {
    pairs += 1
    const path = pathOf(name)
    if (pairs > maxPairs || !path || !plant(root, path, value)) return undefined
  }
  return toForm(root)
}

function decode(rawBody: Uint8Array): string | undefined {
  if (rawBody.length > maxBytes) return undefined
  try {
    return utf8.decode(rawBody)
  } catch {
    return undefined
  }
}

/** `a[b][0]` is a, b, 0; null where brackets do not match or go too deep. */
function pathOf(name: string): readonly string[] | null {
  const bracket = name.indexOf('[')
  if (name === '' || bracket === 0) return null
  if (bracket === -1) return [name]
  if (!name.endsWith(']')) return null
  const inner = name.slice(bracket + 1, -1).split('][')
  const isPlain = inner.every((part) => !/[[\]]/.test(part))
  return isPlain && inner.length < maxDepth ? [name.slice(0, bracket), ...inner] : null
}

/** False where the name is taken. An empty part counts on, as in `tags[]`. */
function plant(root: Branch, path: readonly string[], value: string): boolean {
  let branch = root
  for (const [depth, part] of path.entries()) {
    const name = part === '' ? String(branch.size) : part
    const held = branch.get(name)
    if (depth === path.length - 1) {
      if (held !== undefined) return false
      branch.set(name, value)
      continue
    }
    if (typeof held === 'string') return false
    const next: Branch = held ?? new Map()
    branch.set(name, next)
    branch = next
  }
  return true
}

const toForm = (branch: Branch): Form =>
  Object.fromEntries([...branch].map(([name, value]) => [name, value instanceof Map ? toForm(value) : value]))
