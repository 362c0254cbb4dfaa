import { type LiveChange, type LiveNoun, liveNouns } from '@syncline/domain/view'
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
   * Changes of one organization, until the signal ends it. Slow readers get one merged change per noun, never a
   * backlog. One that was away and names the position it knows is told first to read everything again.
   */
  subscribe(
    organizationId: string,
    afterPosition: number | null,
    signal: AbortSignal,
  ): AsyncGenerator<LiveChange>
  /** Resolves true once the noun's table has been folded up to the position, false after the time is up. */
  reached(noun: LiveNoun, position: number, timeoutMs: number): Promise<boolean>
  readonly connected: boolean
  /** How far a noun's table was folded when the bell rang last: what is read now is true at least up to here. */
  positionOf(noun: LiveNoun): number
  close(): Promise<void>
}

interface Subscriber {
  readonly organizationId: string
  readonly pending: Map<LiveNoun, LiveChange>
  wake: (() => void) | null
}

const maxIds = 50
/** The tables that people look at. */
const nounOf: Readonly<Record<string, LiveNoun>> = {
  sync_status: 'sync',
  delivery: 'delivery',
  event_entry: 'event',
  reconciliation: 'reconciliation',
}
const reconnectMs = 500

/**
 * Hears the bell that projections ring once per window, on one LISTEN connection per process, and passes it on.
 * @param url must reach the server itself: LISTEN fails silently through a transaction pooler
 */
export function createLiveBell(url: string): LiveBell {
  const subscribers = new Set<Subscriber>()
  const waiters = new Set<() => void>()
  const positions: Record<LiveNoun, number> = { sync: 0, delivery: 0, event: 0, reconciliation: 0 }
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
      const { rows } = await next.query<{ name: string; position: number }>(
        'select name, position from coordination.consumer where name = any ($1)',
        [Object.keys(nounOf)],
      )
      for (const row of rows) ring({ c: row.name, p: row.position })
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
    const noun = nounOf[notice.c]
    if (noun === undefined) return
    positions[noun] = Math.max(positions[noun], notice.p)
    for (const subscriber of subscribers) {
      const ids = notice.o?.[subscriber.organizationId]
      if (notice.o && !ids) continue
      subscriber.pending.set(noun, merge(subscriber.pending.get(noun), noun, notice.p, ids))
      subscriber.wake?.()
    }
    for (const waiter of waiters) waiter()
  }

  const started = listen()

  return {
    get connected() {
      return client !== null
    },
    positionOf: (noun) => positions[noun],
    async *subscribe(organizationId, afterPosition, signal) {
      await started
      const subscriber: Subscriber = { organizationId, pending: new Map(), wake: null }
      // The tables are folded at their own pace: a place that was heard of with one says little of the other.
      if (afterPosition !== null)
        for (const noun of liveNouns)
          subscriber.pending.set(noun, merge(undefined, noun, positions[noun], undefined))
      const stop = () => subscriber.wake?.()
      subscribers.add(subscriber)
      signal.addEventListener('abort', stop)
      try {
        while (!signal.aborted) {
          const change = subscriber.pending.values().next().value
          if (change) {
            subscriber.pending.delete(change.noun)
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
    async reached(noun, wanted, timeoutMs) {
      if (positions[noun] >= wanted) return true
      return new Promise((resolve) => {
        const finish = (answer: boolean) => {
          clearTimeout(deadline)
          waiters.delete(check)
          resolve(answer)
        }
        const check = () => positions[noun] >= wanted && finish(true)
        const deadline = setTimeout(() => finish(positions[noun] >= wanted), timeoutMs)
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

function merge(
  before: LiveChange | undefined,
  noun: LiveNoun,
  position: number,
  ids: readonly string[] | undefined,
): LiveChange {
  const all = [...new Set([...(before?.ids ?? []), ...(ids ?? [])])]
  const more = before?.more === true || ids === undefined || all.length > maxIds
  return { position: Math.max(position, before?.position ?? 0), noun, ids: all.slice(0, maxIds), more }
}
