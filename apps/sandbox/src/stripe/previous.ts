/**
 * What `previous_attributes` shows: the old value of each member that changed; inside hashes only the keys that
 * changed, null for a key that is new.
 */
export function previousAttributes(before: object, after: object): Record<string, unknown> {
  const previous: Record<string, unknown> = {}
  const old = new Map(Object.entries(before))
  const current = new Map(Object.entries(after))
  for (const key of new Set([...old.keys(), ...current.keys()])) {
    const was = old.get(key) ?? null
    const is = current.get(key) ?? null
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    previous[key] = isHash(was) && isHash(is) ? previousAttributes(was, is) : was
  }
  return previous
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
