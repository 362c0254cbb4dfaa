/** Readers of untrusted values: each gives the value or the one problem found first, with the path to it. */
export type Problem = { path: string; message: string }
export type Read<T> = { ok: true; value: T } | { ok: false; problem: Problem }
export type Reader<T> = (value: unknown, path: string) => Read<T>

export const good = <T>(value: T): Read<T> => ({ ok: true, value })
export const bad = (path: string, message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { path, message },
})

export function text(maxLength: number, minLength = 1): Reader<string> {
  return (value, path) => {
    if (typeof value !== 'string') return bad(path, 'must be a string')
    if (value.length < minLength)
      return bad(path, minLength === 1 ? 'must not be empty' : `must have at least ${minLength} characters`)
    if (value.length > maxLength) return bad(path, `must have at most ${maxLength} characters`)
    return good(value)
  }
}

export function number(low: number, high: number): Reader<number> {
  return (value, path) =>
    typeof value === 'number' && value >= low && value <= high
      ? good(value)
      : bad(path, `must be a number from ${low} to ${high}`)
}

export function whole(low: number, high: number): Reader<number> {
  return (value, path) =>
    Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high
      ? good(value as number)
      : bad(path, `must be a whole number from ${low} to ${high}`)
}

export const flag: Reader<boolean> = (value, path) =>
  typeof value === 'boolean' ? good(value) : bad(path, 'must be true or false')

export function oneOf<const T extends string>(choices: readonly T[]): Reader<T> {
  return (value, path) =>
    choices.includes(value as T) ? good(value as T) : bad(path, `must be one of ${choices.join(', ')}`)
}

export function nullable<T>(reader: Reader<T>): Reader<T | null> {
  return (value, path) => (value === null ? good(null) : reader(value, path))
}

export function list<T>(reader: Reader<T>, maxCount: number): Reader<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return bad(path, 'must be a list')
    if (value.length > maxCount) return bad(path, `must have at most ${maxCount} entries`)
    const items: T[] = []
    for (const [index, item] of value.entries()) {
      const read = reader(item, `${path}[${index}]`)
      if (!read.ok) return read
      items.push(read.value)
    }
    return good(items)
  }
}

/** A map of free keys to texts, such as metadata. */
export function textMap(limits: {
  keys: number
  keyLength: number
  valueLength: number
}): Reader<Record<string, string>> {
  return (value, path) => {
    if (!isPlainObject(value)) return bad(path, 'must be an object')
    const keys = Object.keys(value)
    if (keys.length > limits.keys) return bad(path, `must have at most ${limits.keys} keys`)
    const map: [string, string][] = []
    for (const key of keys) {
      if (key.length > limits.keyLength)
        return bad(path, `must have keys of at most ${limits.keyLength} characters`)
      const read = text(limits.valueLength, 0)(value[key], `${path}.${key}`)
      if (!read.ok) return read
      map.push([key, read.value])
    }
    return good(Object.fromEntries(map))
  }
}

/** Reads an object whose fields may all be left out; an unknown field is a problem, not noise. */
export function fields<T extends object>(readers: { [K in keyof T]-?: Reader<T[K]> }): Reader<Partial<T>> {
  return (value, path) => {
    if (!isPlainObject(value)) return bad(path, 'must be an object')
    const result: Partial<T> = {}
    for (const [key, item] of Object.entries(value)) {
      const fieldPath = path === '' ? key : `${path}.${key}`
      if (!Object.hasOwn(readers, key)) return bad(fieldPath, 'is not a known field')
      const read = readers[key as keyof T](item, fieldPath)
      if (!read.ok) return read
      result[key as keyof T] = read.value
    }
    return good(result)
  }
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
