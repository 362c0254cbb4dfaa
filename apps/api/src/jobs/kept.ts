const maxKept = 1_000

/** Answers kept for a while; what failed, and by default nothing found, is asked for anew. */
export function createKept<Value>(
  forMs: number,
  now: () => number,
  lasts: (value: Value) => boolean = (value) => value !== null,
) {
  const kept = new Map<string, { value: Promise<Value>; until: number }>()
  return {
    get(key: string, find: () => Promise<Value>): Promise<Value> {
      const entry = kept.get(key)
      if (entry && entry.until > now()) return entry.value
      if (kept.size >= maxKept) kept.clear()
      const value = find()
      kept.set(key, { value, until: now() + forMs })
      value.then(
        (found) => !lasts(found) && kept.delete(key),
        () => kept.delete(key),
      )
      return value
    },
    forget: (key: string): void => void kept.delete(key),
  }
}
