import { createHash } from 'node:crypto'
import { type WakeQueue, wakeQueues } from '@syncline/domain/job'
import pg from 'pg'
import { unflushed } from '../pool/index.ts'

export interface WakeOptions {
  /** Reaches the server itself: LISTEN does not pass a transaction pooler. */
  readonly url: string
  readonly applicationName: string
  readonly onError: (error: unknown) => void
}

export interface WakeCalls {
  /**
   * Calls back when the log has grown for this consumer; also every two seconds, whatever is heard. Never twice at once.
   * @param handler says `lift` on the session that it reads with, in a message of its own before it reads
   */
  on(queue: WakeQueue, handler: (lift: string) => Promise<unknown>): void
  start(): Promise<void>
  /** Waits for the callbacks that run. */
  stop(): Promise<void>
}

interface Consumer {
  readonly handler: (lift: string) => Promise<unknown>
  /** Rung while the handler ran: once more, however often. */
  rung: boolean
  running: Promise<void> | null
}

/** The net under lost notifications. */
const pollMs = 2_000
const reconnectMs = 500
/** Where `log.wake` and pg-boss notify; the payload is the queue's name. */
const channel = `pgboss_${createHash('sha224').update('pgboss').digest('hex').slice(0, 24)}`

/**
 * What a consumer says first, as the worker, in a message of its own: sent together with the next, it costs no round
 * trip, and the barrier is passed before that begins. (In one message a transaction would hold it to its end, while
 * reactors append.) The bell is lifted in a transaction of its own, before the barrier: an append that found it down has
 * the order lock already, so it is waited for; one that comes later rings anew. Were both in one transaction, an append
 * could wait for the bell while we wait for its lock.
 */
const lift = (queue: WakeQueue) =>
  `begin; ${unflushed}delete from pgboss.job
     where name = ${pg.escapeLiteral(queue)} and state = 'created' and policy = 'short';
   commit; select log.barrier()`

/**
 * Hears the wake queues. Their one waiting job is no work to hand out but a bell that is down until somebody lifts it:
 * fetching and completing it through pg-boss costs two commits that wait for the disk, lifting it none.
 */
export function createWakeCalls(options: WakeOptions): WakeCalls {
  const { url, applicationName, onError } = options
  const consumers = new Map<WakeQueue, Consumer>()
  let client: pg.Client | null = null
  let stopped = false
  let reconnect: NodeJS.Timeout | undefined
  const timer = setInterval(ringAll, pollMs)

  async function drain(queue: WakeQueue, consumer: Consumer): Promise<void> {
    while (consumer.rung && !stopped) {
      consumer.rung = false
      try {
        await consumer.handler(lift(queue))
      } catch (error) {
        // The poll comes again.
        onError(error)
      }
    }
    consumer.running = null
  }

  function ring(queue: WakeQueue): void {
    const consumer = consumers.get(queue)
    if (!consumer || stopped) return
    consumer.rung = true
    consumer.running ??= drain(queue, consumer)
  }

  function ringAll(): void {
    for (const queue of consumers.keys()) ring(queue)
  }

  async function listen(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: applicationName, keepAlive: true })
    const again = () => {
      if (client === next) client = null
      if (!stopped && !reconnect)
        reconnect = setTimeout(() => {
          reconnect = undefined
          void listen()
        }, reconnectMs)
    }
    next.on('error', again).on('end', again)
    next.on('notification', ({ payload }) => ring(payload as WakeQueue))
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      client = next
      ringAll()
    } catch (error) {
      onError(error)
      again()
    }
  }

  return {
    on(queue, handler) {
      if (!wakeQueues.includes(queue)) throw new RangeError(`No wake queue ${queue}`)
      consumers.set(queue, { handler, rung: false, running: null })
    },
    start: listen,
    async stop() {
      stopped = true
      clearInterval(timer)
      clearTimeout(reconnect)
      for (const { running } of consumers.values()) await running
      await client?.end().catch(() => {})
    },
  }
}
