import { type Journal, openJournal } from './journal.ts'
import { createLog, type Log, type LogInside, type LogLimits, type LogRecord } from './log.ts'
import { createTable, type Table, type TableInside, type TableRecord } from './table.ts'

/**
 * All that the sandbox knows: named tables and bounded logs in memory, and a journal that brings them back. What
 * changed since the last `commit` becomes one line, so an object, its effect, its idempotency key and its event
 * come back together or not at all.
 */
export type Store = {
  table<T>(name: string): Table<T>
  log<T extends object>(name: string, limits: LogLimits<T>): Log<T>
  commit(): void
  /** Calls back after each commit; returns the function that ends it. */
  onCommit(listener: () => void): () => void
  /** Forgets every table not kept and empties every log; sequence numbers go on. */
  clear(keepTable: (name: string) => boolean): void
  close(): void
}

const recordsPerLine = 200

/**
 * @param path journal file; null keeps everything in memory only
 * @param compactAboveBytes size below which the journal is never rewritten
 */
export function openStore(path: string | null, compactAboveBytes = 64 * 1024 * 1024): Store {
  const tables = new Map<string, TableInside>()
  const logs = new Map<string, LogInside<object>>()
  /** Entries of logs that nobody has opened yet: a log's limits are known only to the one who opens it. */
  const unopened = new Map<string, LogRecord[]>()
  const listeners = new Set<() => void>()
  let pending: (TableRecord | LogRecord)[] = []
  let sequence = 0
  let closed = false
  /** The journal is rewritten when it has grown past this: twice what the last rewrite left, or the floor. */
  let compactAt = compactAboveBytes

  const sequencer = {
    next: () => {
      sequence += 1
      return sequence
    },
    atLeast: (value: number) => {
      sequence = Math.max(sequence, value)
    },
  }
  const change = (record: TableRecord | LogRecord) => {
    pending.push(record)
  }

  function insideTable(name: string): TableInside {
    let table = tables.get(name)
    if (!table) {
      table = createTable(name, sequencer, change)
      tables.set(name, table)
    }
    return table
  }

  function load(line: string): void {
    for (const record of JSON.parse(line) as (TableRecord | LogRecord)[]) {
      if (!isLogRecord(record)) insideTable(record[0]).load(record)
      else {
        const waiting = unopened.get(record[0])
        if (waiting) waiting.push(record)
        else unopened.set(record[0], [record])
      }
    }
  }

  const journal: Journal | null = path === null ? null : openJournal(path, load)
  for (const table of tables.values()) table.loaded()

  function* snapshot(): Iterable<string> {
    let records: unknown[] = []
    for (const holder of [...tables.values(), ...logs.values()]) {
      for (const record of holder.records()) {
        records.push(record)
        if (records.length < recordsPerLine) continue
        yield JSON.stringify(records)
        records = []
      }
    }
    if (records.length > 0) yield JSON.stringify(records)
  }

  function compact(): void {
    if (!journal) return
    journal.replace(snapshot())
    compactAt = Math.max(compactAboveBytes, 2 * journal.sizeBytes)
  }

  return {
    table: <T>(name: string) => insideTable(name) as unknown as Table<T>,
    log<T extends object>(name: string, limits: LogLimits<T>): Log<T> {
      const log = createLog<T>(name, limits, change)
      for (const record of unopened.get(`#${name}`) ?? []) log.load(record)
      unopened.delete(`#${name}`)
      logs.set(name, log as unknown as LogInside<object>)
      return log
    },
    commit() {
      if (pending.length === 0 || closed) return
      const records = pending
      pending = []
      if (journal) {
        journal.append(JSON.stringify(records))
        if (journal.sizeBytes > compactAt && unopened.size === 0) compact()
      }
      for (const listener of listeners) listener()
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear(keepTable) {
      for (const [name, table] of tables) {
        if (keepTable(name)) continue
        for (const [, key] of table.records()) table.remove(key)
      }
      for (const log of logs.values()) log.clear()
      pending = []
      compact()
      for (const listener of listeners) listener()
    },
    close() {
      closed = true
      journal?.close()
    },
  }
}

function isLogRecord(record: TableRecord | LogRecord): record is LogRecord {
  return record[0].startsWith('#')
}
