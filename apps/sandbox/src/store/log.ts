/** A bounded list of entries with rising sequence numbers; the oldest fall off and are counted. */
export type Log<T> = {
  readonly first: number
  readonly next: number
  readonly dropped: number
  append(value: T): number
  get(sequence: number): T | undefined
  patch(sequence: number, change: Partial<T>): void
  /** Entries above `after`, oldest first. */
  after(after: number): Iterable<[sequence: number, value: T]>
  /** Entries newest first. */
  newest(): Iterable<[sequence: number, value: T]>
}

export type LogLimits<T> = { entries: number; bytes: number; sizeOf: (value: T) => number }

/** `['#name', sequence, value]`: an entry; `['#name', sequence, null, dropped]`: where the log begins. */
export type LogRecord = [log: string, sequence: number, value: unknown, dropped?: number]

export type LogInside<T = unknown> = Log<T> & {
  load(record: LogRecord): void
  records(): Iterable<LogRecord>
  clear(): void
}

export function createLog<T extends object>(
  name: string,
  limits: LogLimits<T>,
  onChange: (record: LogRecord) => void,
): LogInside<T> {
  const mark = `#${name}`
  let values: (T | undefined)[] = []
  /** Position in `values` of the oldest entry; the array is cut when half of it is gone. */
  let head = 0
  let first = 1
  let bytes = 0
  let dropped = 0

  const length = () => values.length - head
  const at = (sequence: number) => values[head + sequence - first]

  function add(value: T): void {
    values.push(value)
    bytes += limits.sizeOf(value)
    while (length() > limits.entries || (bytes > limits.bytes && length() > 1)) dropOldest()
  }

  function dropOldest(): void {
    const oldest = values[head]
    if (oldest) bytes -= limits.sizeOf(oldest)
    values[head] = undefined
    head += 1
    first += 1
    dropped += 1
    if (head > 1024 && head > values.length / 2) {
      values = values.slice(head)
      head = 0
    }
  }

  function set(sequence: number, value: T): boolean {
    const known = at(sequence)
    if (!known || sequence < first) return false
    bytes += limits.sizeOf(value) - limits.sizeOf(known)
    values[head + sequence - first] = value
    return true
  }

  return {
    get first() {
      return first
    },
    get next() {
      return first + length()
    },
    get dropped() {
      return dropped
    },
    append(value) {
      const sequence = first + length()
      add(value)
      onChange([mark, sequence, value])
      return sequence
    },
    get: (sequence) => (sequence < first ? undefined : at(sequence)),
    patch(sequence, change) {
      const known = sequence < first ? undefined : at(sequence)
      if (!known) return
      const value = { ...known, ...change }
      if (set(sequence, value)) onChange([mark, sequence, value])
    },
    *after(after) {
      for (let sequence = Math.max(after + 1, first); sequence < first + length(); sequence += 1) {
        const value = at(sequence)
        if (value) yield [sequence, value]
      }
    },
    *newest() {
      for (let sequence = first + length() - 1; sequence >= first; sequence -= 1) {
        const value = at(sequence)
        if (value) yield [sequence, value]
      }
    },
    load([, sequence, value, droppedBefore]) {
      if (value === null) {
        first = sequence
        dropped = droppedBefore ?? 0
      } else if (sequence >= first + length()) add(value as T)
      else set(sequence, value as T)
    },
    *records() {
      yield [mark, first, null, dropped]
      for (let sequence = first; sequence < first + length(); sequence += 1)
        yield [mark, sequence, at(sequence)]
    },
    clear() {
      first += length()
      values = []
      head = 0
      bytes = 0
      dropped = 0
    },
  }
}
