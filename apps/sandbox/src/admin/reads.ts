import { type Answer, jsonAnswer, type ProviderName } from '../provider.ts'
import type { Log } from '../store/log.ts'
import type { Store } from '../store/store.ts'

type Listed = { provider: ProviderName; account: string | null }

export type LogRead = {
  /** Sequence number after which to begin. */
  after: number
  limit: number
  provider: string | null
  account: string | null
  /** Further members that must be equal, by name. */
  equal: [name: string, value: string][]
  /** How long to wait for a first entry when there is none yet. */
  waitMs: number
  newestFirst: boolean
}

const maxLimit = 1000
const maxWaitMs = 30_000

export function readLogQuery(
  query: URLSearchParams,
  names: readonly string[],
): { ok: true; value: LogRead } | { ok: false; answer: Answer } {
  const whole = (name: string, fallback: number, high: number): number | null => {
    const value = Number(query.get(name) ?? fallback)
    return Number.isSafeInteger(value) && value >= 0 && value <= high ? value : null
  }
  const after = whole('after', 0, Number.MAX_SAFE_INTEGER)
  const limit = whole('limit', 100, maxLimit)
  const waitMs = whole('waitMs', 0, maxWaitMs)
  if (after === null || limit === null || waitMs === null) {
    const message = `after, limit (up to ${maxLimit}) and waitMs (up to ${maxWaitMs}) are whole numbers.`
    return { ok: false, answer: jsonAnswer(400, { error: { code: 'invalid_query', message } }) }
  }
  const equal: [string, string][] = []
  for (const name of names) {
    const value = query.get(name)
    if (value !== null) equal.push([name, value])
  }
  return {
    ok: true,
    value: {
      after,
      limit,
      waitMs,
      provider: query.get('provider'),
      account: query.get('account'),
      equal,
      newestFirst: query.get('order') === 'newest',
    },
  }
}

export type Page<T> = {
  entries: ({ sequence: number } & T)[]
  /** Give it as `after` to go on; the same as the one given when there was nothing more. */
  next: number
  /** Entries that fell off the old end. */
  dropped: number
}

export function readLog<T extends Listed>(log: Log<T>, read: LogRead): Page<T> {
  const fits = (entry: T) =>
    (read.provider === null || entry.provider === read.provider) &&
    (read.account === null || entry.account === read.account) &&
    read.equal.every(([name, value]) => String(entry[name as keyof T]) === value)
  const entries: ({ sequence: number } & T)[] = []
  let next = read.after
  for (const [sequence, entry] of read.newestFirst ? log.newest() : log.after(read.after)) {
    if (entries.length === read.limit) break
    next = Math.max(next, sequence)
    if (fits(entry)) entries.push({ sequence, ...entry })
  }
  return { entries, next, dropped: log.dropped }
}

/** Reads now, or waits for the first entry that fits: callers need no polling and no sleeping. */
export function readLogWaiting<T extends Listed>(store: Store, log: Log<T>, read: LogRead): Promise<Page<T>> {
  const page = readLog(log, read)
  if (page.entries.length > 0 || read.waitMs === 0) return Promise.resolve(page)
  return new Promise((resolve) => {
    let after = page.next
    const end = (result: Page<T>) => {
      clearTimeout(timer)
      stop()
      resolve(result)
    }
    const timer = setTimeout(() => end(readLog(log, { ...read, after })), read.waitMs)
    const stop = store.onCommit(() => {
      const fresh = readLog(log, { ...read, after })
      if (fresh.entries.length > 0) end(fresh)
      else after = fresh.next
    })
  })
}
