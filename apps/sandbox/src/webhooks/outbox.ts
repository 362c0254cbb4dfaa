import { setMaxListeners } from 'node:events'
import type { Disturbance } from '../faults/panel.ts'
import type { Parcel, ProviderName } from '../provider.ts'
import type { Log } from '../store/log.ts'
import type { Store } from '../store/store.ts'
import { createPoster } from './post.ts'

export type Attempt = { at: string; status: number | null; error: string | null; durationMs: number }

/** One webhook to one receiver, with every try. */
export type Delivery = {
  createdAt: string
  provider: ProviderName
  account: string
  endpointId: string
  eventId: string
  eventType: string
  objectId: string
  /** `abandoned`: the receiver or the event is gone; `refused`: the queue was full. */
  state: 'pending' | 'acknowledged' | 'failed' | 'abandoned' | 'refused'
  attempts: Attempt[]
  /** RFC 3339 of the first 2xx. */
  acknowledgedAt: string | null
  nextAttemptAt: string | null
  /** What chaos did to it (`chaos:delay`); null for nothing. */
  fault: string | null
}

export type NewDelivery = Pick<
  Delivery,
  'provider' | 'account' | 'endpointId' | 'eventId' | 'eventType' | 'objectId'
>

export type Outbox = {
  deliveries: Log<Delivery>
  /** Queues a webhook; it leaves after the store's next commit at the earliest. */
  enqueue(delivery: NewDelivery, delayMs?: number): void
  /** Deliveries that still have a try ahead of them. */
  pendingCount(): number
  /** Resolves when nothing is pending. */
  idle(): Promise<void>
  /** Takes up what a former process left pending. */
  resume(): void
  /** Drops what is queued (the log of deliveries is the store's to clear). */
  clear(): void
  close(): Promise<void>
}

export type OutboxOptions = {
  /** Waits before the second, third, … try. */
  redeliveryMs: readonly number[]
  timeoutMs: number
  /** Tries under way at once, per receiver. */
  concurrency: number
  maxPending: number
  maxLogged: number
  now: () => number
  parcel(delivery: NewDelivery): Promise<Parcel | null>
  /** When the copies of a webhook leave: usually one, at once. */
  disturb(provider: ProviderName): Disturbance
}

/** One receiver's line: a blackholed receiver holds up only its own webhooks. */
type Lane = { ready: number[]; head: number; active: number }

export function createOutbox(store: Store, options: OutboxOptions): Outbox {
  const deliveries = store.log<Delivery>('deliveries', {
    entries: options.maxLogged,
    bytes: 128 * 1024 * 1024,
    sizeOf: (delivery) => 350 + 100 * delivery.attempts.length,
  })
  const poster = createPoster(options.timeoutMs, options.concurrency)
  const lanes = new Map<string, Lane>()
  const pending = new Set<number>()
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  const closing = new AbortController()
  // One listener per try under way is no leak.
  setMaxListeners(0, closing.signal)
  let idleListeners: (() => void)[] = []
  const timestamp = (ms: number) => new Date(ms).toISOString()

  function add(delivery: NewDelivery, delayMs: number, fault: string | null): void {
    const nowMs = options.now()
    const full = pending.size >= options.maxPending
    const sequence = deliveries.append({
      createdAt: timestamp(nowMs),
      ...delivery,
      state: full ? 'refused' : 'pending',
      attempts: [],
      acknowledgedAt: null,
      nextAttemptAt: full ? null : timestamp(nowMs + delayMs),
      fault,
    })
    if (!full) schedule(sequence, laneOf(delivery), delayMs)
  }

  function schedule(sequence: number, lane: string, delayMs: number): void {
    pending.add(sequence)
    if (delayMs <= 0) return makeReady(sequence, lane)
    const timer = setTimeout(() => {
      timers.delete(timer)
      makeReady(sequence, lane)
    }, delayMs)
    timers.add(timer)
  }

  function makeReady(sequence: number, name: string): void {
    const lane = lanes.get(name) ?? { ready: [], head: 0, active: 0 }
    lanes.set(name, lane)
    lane.ready.push(sequence)
    // After the current turn: whoever queued this also commits it, and only what is written may leave.
    setImmediate(() => pump(lane))
  }

  function pump(lane: Lane): void {
    while (lane.active < options.concurrency && lane.head < lane.ready.length && !closing.signal.aborted) {
      const sequence = lane.ready[lane.head] ?? 0
      lane.head += 1
      if (lane.head > 1024) {
        lane.ready.splice(0, lane.head)
        lane.head = 0
      }
      lane.active += 1
      const run = attempt(sequence).finally(() => {
        lane.active -= 1
        running.delete(run)
        pump(lane)
      })
      running.add(run)
    }
  }

  async function attempt(sequence: number): Promise<void> {
    const delivery = deliveries.get(sequence)
    const parcel = delivery && (await options.parcel(delivery))
    if (!parcel || !delivery) return settle(sequence, { state: 'abandoned', nextAttemptAt: null })
    const startedMs = options.now()
    const posted = await poster.post(parcel, closing.signal)
    // Our own end is not the receiver's failure: the try stays due.
    if (closing.signal.aborted && posted.status === null) return
    const at = timestamp(startedMs)
    const attempts = [...delivery.attempts, { at, ...posted, durationMs: options.now() - startedMs }].slice(
      -100,
    )
    if (posted.status !== null && posted.status >= 200 && posted.status < 300) {
      const acknowledgedAt = timestamp(options.now())
      return settle(sequence, { attempts, state: 'acknowledged', acknowledgedAt, nextAttemptAt: null })
    }
    const delayMs = options.redeliveryMs[attempts.length - 1]
    if (delayMs === undefined) return settle(sequence, { attempts, state: 'failed', nextAttemptAt: null })
    deliveries.patch(sequence, { attempts, nextAttemptAt: timestamp(options.now() + delayMs) })
    store.commit()
    if (pending.has(sequence)) schedule(sequence, laneOf(delivery), delayMs)
  }

  function settle(sequence: number, change: Partial<Delivery>): void {
    deliveries.patch(sequence, change)
    store.commit()
    pending.delete(sequence)
    wakeIdle()
  }

  function wakeIdle(): void {
    if (pending.size > 0) return
    const listeners = idleListeners
    idleListeners = []
    for (const listener of listeners) listener()
  }

  return {
    deliveries,
    enqueue(delivery, delayMs = 0) {
      const { label, delaysMs } = options.disturb(delivery.provider)
      for (const furtherMs of delaysMs) add(delivery, delayMs + furtherMs, label)
    },
    pendingCount: () => pending.size,
    idle: () =>
      pending.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idleListeners.push(resolve)
          }),
    resume() {
      for (const [sequence, delivery] of deliveries.after(0)) {
        if (delivery.state !== 'pending' || pending.has(sequence)) continue
        const dueMs = delivery.nextAttemptAt === null ? 0 : Date.parse(delivery.nextAttemptAt) - options.now()
        schedule(sequence, laneOf(delivery), dueMs)
      }
    },
    clear() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      lanes.clear()
      pending.clear()
      wakeIdle()
    },
    async close() {
      closing.abort()
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(running)
      poster.close()
    },
  }
}

function laneOf(delivery: Pick<NewDelivery, 'provider' | 'account' | 'endpointId'>): string {
  return `${delivery.provider} ${delivery.account} ${delivery.endpointId}`
}
