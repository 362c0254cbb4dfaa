import { createSequenceIndex } from './sequence-index.ts'

/** Keyed values that remember when each key was created and when it last changed (as sequence numbers). */
export type Table<T> = {
  readonly size: number
  get(key: string): T | undefined
  put(key: string, value: T): void
  remove(key: string): void
  /** Sequence at which the key was created; undefined for an unknown key. */
  createdAt(key: string): number | undefined
  /** Sequence at which the key last changed; undefined for an unknown key. */
  changedAt(key: string): number | undefined
  /** Newest created first, below the given sequence. */
  newestFirst(below?: number): Iterable<T>
  /** Oldest created first, above the given sequence. */
  oldestFirst(above?: number): Iterable<T>
  keysOldestFirst(): Iterable<string>
  /** In the order of the last change, above the given sequence. */
  byChange(above?: number): Iterable<T>
}

export type TableRecord = [table: string, key: string, value: unknown, created?: number, changed?: number]

/** What the store alone may do with a table: load records and write them all out again. */
export type TableInside<T = unknown> = Table<T> & {
  load(record: TableRecord): void
  loaded(): void
  records(): Iterable<TableRecord>
}

export type Sequencer = { next(): number; atLeast(sequence: number): void }

export function createTable<T>(
  name: string,
  sequencer: Sequencer,
  onChange: (record: TableRecord) => void,
): TableInside<T> {
  const entries = new Map<string, { value: T; created: number; changed: number }>()
  const byCreation = createSequenceIndex(
    (key, sequence) => entries.get(key)?.created === sequence,
    () => entries.size,
  )
  const byLastChange = createSequenceIndex(
    (key, sequence) => entries.get(key)?.changed === sequence,
    () => entries.size,
  )

  function set(key: string, value: T, created: number | undefined, changed: number): void {
    const known = entries.get(key)
    entries.set(key, { value, created: known?.created ?? created ?? changed, changed })
    if (!known) byCreation.push(created ?? changed, key)
    byLastChange.push(changed, key)
  }

  function* values(keys: Iterable<string>): Iterable<T> {
    for (const key of keys) {
      const entry = entries.get(key)
      if (entry) yield entry.value
    }
  }

  return {
    get size() {
      return entries.size
    },
    get: (key) => entries.get(key)?.value,
    put(key, value) {
      set(key, value, undefined, sequencer.next())
      onChange([name, key, value])
    },
    remove(key) {
      if (entries.delete(key)) onChange([name, key, null])
    },
    createdAt: (key) => entries.get(key)?.created,
    changedAt: (key) => entries.get(key)?.changed,
    newestFirst: (below = Number.MAX_SAFE_INTEGER) => values(byCreation.below(below)),
    oldestFirst: (above = 0) => values(byCreation.above(above)),
    keysOldestFirst: () => byCreation.above(0),
    byChange: (above = 0) => values(byLastChange.above(above)),
    load([, key, value, created, changed]) {
      if (value === null) return void entries.delete(key)
      const sequence = changed ?? sequencer.next()
      sequencer.atLeast(sequence)
      set(key, value as T, created, sequence)
    },
    loaded() {
      byCreation.sort()
      byLastChange.sort()
    },
    *records() {
      for (const [key, { value, created, changed }] of entries) yield [name, key, value, created, changed]
    },
  }
}
