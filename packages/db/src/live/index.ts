import type { LiveChange } from '@syncline/domain/view'
import pg from 'pg'

interface Notice {
  /** The projection that moved. */
  readonly c: string
  /** Where it stands now. */
  readonly p: number
  /** Ids by organization; absent when there were too many to name. */
  readonly o?: Readonly<Record<string, readonly string[]>>
}

export interface LiveBell {
  /**
   * Changes of one organization, until the signal ends it. Slow readers get one merged change, never a backlog. One
   * that was away and names the position it knows hears first that there is something to read again.
   */
  subscribe(
    organizationId: string,
    afterPosition: number | null,
    signal: AbortSignal,
  ): AsyncGenerator<LiveChange>
  /** Resolves true once the projection has reached the position, false after the time is up. */
  reached(position: number, timeoutMs: number): Promise<boolean>
  readonly connected: boolean
  /** How far the syncs table was folded when the bell rang last: what is read now is true at least up to here. */
  readonly position: number
  close(): Promise<void>
}

interface Subscriber {
  readonly organizationId: string
  pending: LiveChange | null
  wake: (() => void) | null
}

const maxIds = 50
const reconnectMs = 500

/**
 * Hears the bell that projections ring once per window, on one LISTEN connection per process, and passes it on.
 * @param url must reach the server itself: LISTEN fails silently through a transaction pooler
 */
export function createLiveBell(url: string): LiveBell {
  const subscribers = new Set<Subscriber>()
  const waiters = new Set<() => void>()
  let position = 0
  let client: pg.Client | null = null
  let closed = false
  let timer: NodeJS.Timeout | undefined

  async function listen(): Promise<void> {
    if (closed) return
    const next = new pg.Client({ connectionString: url, application_name: 'syncline live', keepAlive: true })
    const again = () => {
      if (client === next) client = null
      if (!closed && !timer)
        timer = setTimeout(() => {
          timer = undefined
          void listen()
        }, reconnectMs)
    }
    next.on('error', again)
    next.on('end', again)
    next.on('notification', ({ payload }) => payload && hear(payload))
    try {
      await next.connect()
      await next.query('listen syncline_live')
      client = next
      // Whatever rang while nobody listened is made good by one bell for everybody.
      const { rows } = await next.query(
        "select position from coordination.consumer where name = 'sync_status'",
      )
      ring({ c: 'sync_status', p: rows[0]?.position ?? position })
    } catch {
      again()
    }
  }

  function hear(payload: string): void {
    try {
      ring(JSON.parse(payload) as Notice)
    } catch {
      // Not one of ours; anybody may notify on a channel.
    }
  }

  function ring(notice: Notice): void {
    if (notice.c !== 'sync_status') return
    position = Math.max(position, notice.p)
    for (const subscriber of subscribers) {
      const ids = notice.o?.[subscriber.organizationId]
      if (notice.o && !ids) continue
      subscriber.pending = merge(subscriber.pending, notice.p, ids)
      subscriber.wake?.()
    }
    for (const waiter of waiters) waiter()
  }

  const started = listen()

  return {
    get connected() {
      return client !== null
    },
    get position() {
      return position
    },
    async *subscribe(organizationId, afterPosition, signal) {
      await started
      const missed = afterPosition !== null && afterPosition < position
      const pending: LiveChange | null = missed ? { position, noun: 'sync', ids: [], more: true } : null
      const subscriber: Subscriber = { organizationId, pending, wake: null }
      const stop = () => subscriber.wake?.()
      subscribers.add(subscriber)
      signal.addEventListener('abort', stop)
      try {
        while (!signal.aborted) {
          const change = subscriber.pending
          if (change) {
            subscriber.pending = null
            yield change
            continue
          }
          await new Promise<void>((resolve) => {
            subscriber.wake = resolve
          })
        }
      } finally {
        subscribers.delete(subscriber)
        signal.removeEventListener('abort', stop)
      }
    },
    async reached(wanted, timeoutMs) {
      if (position >= wanted) return true
      return new Promise((resolve) => {
        const finish = (answer: boolean) => {
          clearTimeout(deadline)
          waiters.delete(check)
          resolve(answer)
        }
        const check = () => position >= wanted && finish(true)
        const deadline = setTimeout(() => finish(position >= wanted), timeoutMs)
        waiters.add(check)
      })
    },
    async close() {
      closed = true
      clearTimeout(timer)
      for (const subscriber of subscribers) subscriber.wake?.()
      await client?.end().catch(() => {})
    },
  }
}

function merge(before: LiveChange | null, position: number, ids: readonly string[] | undefined): LiveChange {
  const all = [...new Set([...(before?.ids ?? []), ...(ids ?? [])])]
  const more = before?.more === true || ids === undefined || all.length > maxIds
  return {
    position: Math.max(position, before?.position ?? 0),
    noun: 'sync',
    ids: all.slice(0, maxIds),
    more,
  }
}
