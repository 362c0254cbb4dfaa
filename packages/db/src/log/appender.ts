import { SynclineError } from '@syncline/domain/error'
import pg from 'pg'
import { isDatabaseAway, sessionOptions } from '../pool/index.ts'
import { type AppendAnswer, appendStatement, encodeFlush, readAnswer } from './flush.ts'
import { type AppendRequest, type AppendResult, type EncodedRequest, encodeRequest } from './requests.ts'

export interface AppenderOptions {
  readonly url: string
  readonly role: 'syncline_app' | 'syncline_worker'
  readonly applicationName?: string
  /** Requests that may wait; one more is refused with OVERLOADED. */
  readonly maxQueuedRequests?: number
  readonly maxQueuedBytes?: number
  readonly maxRequestsPerFlush?: number
  readonly maxBytesPerFlush?: number
}

export interface Appender {
  /**
   * Resolves when the events are committed.
   * @throws SynclineError OVERLOADED when the queue is full, DATABASE_UNAVAILABLE when the commit's outcome is not
   *   known (repeat with the same idempotency key), DB_ERROR when the database refuses this very request;
   *   InvalidEventError before anything is sent
   */
  append(request: AppendRequest): Promise<AppendResult>
  readonly stats: {
    readonly queuedRequests: number
    readonly flushes: number
    readonly appendedEvents: number
    readonly isolatedRequests: number
  }
  /** Waits for what is queued, then closes the connection. */
  close(): Promise<void>
}

interface Waiting {
  readonly encoded: EncodedRequest
  resolve(result: AppendResult): void
  reject(error: unknown): void
}

/**
 * Group append: one lane, no timer. While a flush is in flight the next requests queue; each flush is one statement,
 * one round trip, one commit. Measured against one INSERT per request in `bench/append`.
 *
 * The connection is a login of its own with short lock, statement and idle timeouts: whoever holds the order lock
 * must never hold it frozen.
 */
export function createAppender(options: AppenderOptions): Appender {
  const maxQueuedRequests = options.maxQueuedRequests ?? 5_000
  const maxQueuedBytes = options.maxQueuedBytes ?? 64 * 1024 * 1024
  const maxRequestsPerFlush = options.maxRequestsPerFlush ?? 512
  const maxBytesPerFlush = options.maxBytesPerFlush ?? 4 * 1024 * 1024
  const stats = { queuedRequests: 0, flushes: 0, appendedEvents: 0, isolatedRequests: 0 }
  let queue: Waiting[] = []
  let queuedBytes = 0
  let running: Promise<void> | null = null
  let closed = false
  let client: pg.Client | null = null
  /** Streams whose last request was not written: what was decided on it must not be either. */
  const unwritten = new Set<string>()
  /** A position known to exist: the planner needs to look no further back. */
  let floor = 0

  async function connected(): Promise<pg.Client> {
    if (client) return client
    const next = new pg.Client({
      connectionString: options.url,
      application_name: options.applicationName ?? 'syncline append',
      options: sessionOptions(options.role, 8_000, 4_000),
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    // The failing query reports it; without a listener the process would end.
    next.on('error', () => {
      if (client === next) client = null
    })
    await next.connect()
    client = next
    return next
  }

  function dropClient(): void {
    const broken = client
    client = null
    broken?.end().catch(() => {})
  }

  function takeBatch(): Waiting[] {
    let bytes = 0
    let count = 0
    for (const waiting of queue) {
      if (count > 0 && (count >= maxRequestsPerFlush || bytes + waiting.encoded.size > maxBytesPerFlush))
        break
      bytes += waiting.encoded.size
      count++
    }
    const batch = queue.slice(0, count)
    queue = queue.slice(count)
    queuedBytes -= bytes
    stats.queuedRequests = queue.length
    return batch
  }

  /** Leaves out what follows a request that was not written. */
  function sendable(batch: readonly Waiting[]): readonly Waiting[] {
    if (unwritten.size === 0) return batch
    return batch.filter(({ encoded: { streamKey, follows }, resolve }) => {
      const isLost = follows && unwritten.has(streamKey)
      if (isLost) resolve({ outcome: 'conflict', version: 0 })
      else unwritten.delete(streamKey)
      return !isLost
    })
  }

  function fail(batch: readonly Waiting[], error: SynclineError): void {
    for (const { encoded, reject } of batch) {
      unwritten.add(encoded.streamKey)
      reject(error)
    }
  }

  async function send(batch: readonly Waiting[]): Promise<readonly AppendResult[]> {
    const requests = batch.map(({ encoded }) => encoded)
    const connection = await connected()
    stats.flushes++
    const { rows } = await connection.query<AppendAnswer>({
      name: 'append',
      text: appendStatement,
      values: encodeFlush(requests, floor),
    })
    return readAnswer(requests, rows[0] as AppendAnswer)
  }

  function settle(batch: readonly Waiting[], results: readonly AppendResult[]): void {
    for (const [number, { encoded, resolve }] of batch.entries()) {
      const result = results[number] as AppendResult
      if (result.outcome !== 'conflict' && result.position > floor) floor = result.position
      if (result.outcome === 'appended') stats.appendedEvents += encoded.events.length
      else unwritten.add(encoded.streamKey)
      resolve(result)
    }
  }

  /** A flush that fails as a statement is halved until the poison stands alone; its neighbours are written. */
  async function flush(asked: readonly Waiting[], tries = 0): Promise<void> {
    const batch = sendable(asked)
    if (batch.length === 0) return
    let results: readonly AppendResult[]
    try {
      results = await send(batch)
    } catch (error) {
      if (isDatabaseAway(error)) {
        dropClient()
        return fail(batch, new SynclineError('DATABASE_UNAVAILABLE', {}, { cause: error }))
      }
      const code = (error as { code?: string }).code ?? ''
      // The order lock was not to be had in time, or the statement took too long: nothing was written.
      if (code === '55P03' || code === '57014' || code.startsWith('40')) {
        if (tries < 2) return flush(batch, tries + 1)
        return fail(batch, new SynclineError('OVERLOADED', {}, { cause: error }))
      }
      if (batch.length === 1) {
        stats.isolatedRequests++
        return fail(batch, new SynclineError('DB_ERROR', {}, { cause: error }))
      }
      const middle = batch.length >> 1
      await flush(batch.slice(0, middle))
      await flush(batch.slice(middle))
      return
    }
    settle(batch, results)
  }

  async function run(): Promise<void> {
    // Lets everything that became ready in this turn of the event loop join the first flush.
    await new Promise((resolve) => setImmediate(resolve))
    while (queue.length > 0) await flush(takeBatch())
    unwritten.clear()
    running = null
  }

  return {
    stats,
    append(request) {
      if (closed) return Promise.reject(new SynclineError('DATABASE_UNAVAILABLE', { reason: 'stopping' }))
      let encoded: EncodedRequest
      try {
        encoded = encodeRequest(request)
      } catch (error) {
        return Promise.reject(error)
      }
      if (queue.length >= maxQueuedRequests || queuedBytes + encoded.size > maxQueuedBytes)
        return Promise.reject(new SynclineError('OVERLOADED', { retryAfterSeconds: 1 }))
      return new Promise((resolve, reject) => {
        queue.push({ encoded, resolve, reject })
        queuedBytes += encoded.size
        stats.queuedRequests = queue.length
        running ??= run()
      })
    },
    async close() {
      closed = true
      await running
      await client?.end().catch(() => {})
      client = null
    },
  }
}
