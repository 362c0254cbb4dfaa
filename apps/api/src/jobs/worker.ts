import { setTimeout as pause } from 'node:timers/promises'
import type { Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import {
  advanceProjections,
  awaitedProjections,
  createFollower,
  followingProjections,
  sampleLag,
} from '@syncline/db/projections'
import { advanceReactor, createQueue, createWakeCalls, type Queue, type Reactor } from '@syncline/db/queue'
import type { BreakerPolicy, ProviderName } from '@syncline/domain/connection'
import type { SyncJob, WakeQueue } from '@syncline/domain/job'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import type { Logger } from 'pino'
import { createBulkRunner } from '../commands/bulk.ts'
import { createSyncRunner } from '../commands/sync.ts'
import { createWebhookCommands } from '../commands/webhook.ts'
import { createErasureRunner } from '../erasure/commands.ts'
import { createEraser } from '../erasure/eraser.ts'
import { createCallbackReactor } from '../intake/callbacks.ts'
import { sendDueCallbacks } from '../intake/send-callbacks.ts'
import { watchPayments } from '../intake/watch-payments.ts'
import type { PostOffice } from '../mail/post-office.ts'
import { createMappingDirectory } from '../mapping/directory.ts'
import { createExpressions } from '../mapping/expressions.ts'
import { createMapRecord } from '../mapping/map-record.ts'
import type { Renewal } from '../oauth/renew.ts'
import { createProtectionParts } from '../protection/index.ts'
import { carryReconciliations } from '../reconciliation/carry.ts'
import { createReconciliationRunner } from '../reconciliation/runner.ts'
import { createRunCarrier } from '../runs/carrier.ts'
import { createRuns } from '../runs/commands.ts'
import { createRunRunner } from '../runs/run-stream.ts'
import { beginDue } from '../schedules/scheduler.ts'
import { createBulkReactor } from './bulk.ts'
import { createDispatcher } from './dispatcher.ts'
import { createLaneQueues } from './lane-queues.ts'
import { createParties } from './parties.ts'
import { createRouter } from './router.ts'
import { createSeats } from './seats.ts'
import { createSlots } from './slots.ts'
import { letGo, sweep } from './sweep.ts'
import { createSyncStore } from './sync-store.ts'
import { createTaker } from './take-syncs.ts'
import { createTargetDirectory } from './targets.ts'

export interface WorkerDeps {
  /** Reaches the server itself: LISTEN does not pass a transaction pooler. */
  readonly directUrl: string
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly vault: Vault
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  /** Of sign-ins that run out; without it none is renewed. */
  readonly renewal?: Renewal
  readonly worker: string
  /** Providers that this installation has switched off. */
  readonly off?: ReadonlySet<ProviderName>
  /** Which addresses connections may lead to; all when left out. */
  readonly allowsAddress?: (address: string) => boolean
  readonly log: Logger
  /** Syncs out at once; 0 takes none and looks for none, as after a restore. */
  readonly concurrency?: number
  /** What the installation sets for breakers, where a connection has no rule of its own. */
  readonly breaker?: BreakerPolicy
  /** False: nothing begins by a schedule. */
  readonly schedules?: boolean
  /** Between two looks at how a connection is. */
  readonly lookEveryMs?: number
  /** Of mails, where they are sent. */
  readonly postOffice?: (queue: Queue) => PostOffice
  readonly now?: () => Date
  readonly random?: () => number
}

export interface Worker {
  start(): Promise<void>
  /** Stops taking work, lets what is out come home, hands the rest back. */
  stop(timeoutMs?: number): Promise<void>
}

const heartbeatMs = 2_000
const sweepMs = 5_000
const letGoMs = 1_000
const callbackMs = 1_000
const runMs = 1_000
const upkeepMs = 60_000
const lagMs = 15_000
const healthMs = 15_000
const mailMs = 1_000
const reconciliationMs = 1_000
/** How long what nobody waits for gathers before it is folded. */
const followMs = 200

/** Everything that follows the log: projections, router, dispatcher, the syncs themselves, the sweep and the upkeep. */
export function createWorker(deps: WorkerDeps): Worker {
  const { pool, appender, log, worker, now = () => new Date(), random = Math.random, concurrency = 10 } = deps
  const stopping = new AbortController()
  const calls = new AbortController()
  const slots = createSlots(concurrency)
  const seats = createSeats(concurrency)
  const timers = new Set<NodeJS.Timeout>()
  const report = (error: unknown, what: string) => log.error({ err: error }, what)
  const queue = createQueue({
    url: deps.directUrl,
    applicationName: `syncline ${worker}`,
    onError: (error) => report(error, 'queue'),
  })
  const wakeCalls = createWakeCalls({
    url: deps.directUrl,
    applicationName: `syncline ${worker} wake`,
    onError: (error) => report(error, 'wake'),
  })
  const react = (queue: WakeQueue, reactor: Reactor) =>
    wakeCalls.on(queue, (lift) => advanceReactor(pool, reactor, { signal: stopping.signal, lift }))
  const follower = createFollower(
    () => advanceProjections(pool, followingProjections, { signal: stopping.signal }),
    { delayMs: followMs, onError: (error) => report(error, 'projections') },
  )
  const runner = createSyncRunner({ pool, appender })
  const router = createRouter({ ...deps, now, later })
  const dispatcher = createDispatcher(queue)
  const callbacks = createCallbackReactor({ pool })
  const { replay } = createWebhookCommands({ pool, appender })
  const bulk = createBulkReactor({
    pool,
    runner,
    replay,
    bulkRunner: createBulkRunner({ pool, appender }),
    now,
    log,
  })
  const eraser = createEraser({
    ...deps,
    runner,
    erasureRunner: createErasureRunner({ pool, appender }),
    now,
  })
  const targets = createTargetDirectory({
    pool,
    vault: deps.vault,
    ...(deps.renewal && { renewal: deps.renewal }),
    ...(deps.allowsAddress && { allowsAddress: deps.allowsAddress }),
    ...(deps.off && { off: deps.off }),
  })
  const { gate, health } = createProtectionParts({ ...deps, part: worker, targets, now, random })
  const expressions = createExpressions()
  const executor = {
    ...deps,
    mapRecord: createMapRecord(expressions),
    store: createSyncStore(pool),
    now,
    random,
    pause,
    runner,
    targets,
    protection: gate,
    seats,
    signal: calls.signal,
    again: putAgain,
  }

  const reconciler = {
    ...executor,
    mappings: createMappingDirectory(),
    reconciliationRunner: createReconciliationRunner({ pool, appender }),
    stopping: stopping.signal,
  }
  const runRunner = createRunRunner({ pool, appender })
  const runs = createRunCarrier({ ...executor, pool, runner: runRunner })
  const { start } = createRuns({ ...deps, runner: runRunner, namesOf: async () => new Map(), now })

  async function putAgain(job: SyncJob, waitMs: number): Promise<void> {
    const client = await pool.connect()
    try {
      const startAfter = new Date(now().getTime() + waitMs)
      await queue.enqueueSyncs(client, [{ ...job, key: `again:${job.syncId}`, startAfter }])
    } finally {
      client.release()
    }
  }

  function later(waitMs: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      if (!stopping.signal.aborted) work().catch((error) => report(error, 'later'))
    }, waitMs)
    timers.add(timer)
  }

  const queues = createLaneQueues(slots)
  const fetchSize = concurrency * 2
  const take = createTaker({
    executor,
    queues,
    parties: createParties(deps),
    fetchSize,
    stopping: stopping.signal,
    log,
  })

  async function heartbeat(): Promise<void> {
    await pool.query(
      'insert into coordination.worker (worker) values ($1) on conflict (worker) do update set seen_at = now()',
      [worker],
    )
  }

  function every(intervalMs: number, task: () => Promise<unknown>, what: string): void {
    let running = false
    const timer = setInterval(() => {
      if (running || stopping.signal.aborted) return
      running = true
      task()
        .catch((error) => report(error, what))
        .finally(() => {
          running = false
        })
    }, intervalMs)
    timers.add(timer)
  }

  const beginSchedules = () =>
    beginDue({
      pool,
      now,
      log,
      begin: (organizationId, { connectionId, entity }, by) =>
        start(organizationId, { connectionId, entities: [entity], kind: 'incremental' }, by),
    })

  return {
    async start() {
      await heartbeat()
      // Before anything is caught up with: how far behind it was left.
      await sampleLag(pool)
      await queue.start()
      wakeCalls.on('wake-projections', async (lift) => {
        follower.ring()
        await advanceProjections(pool, awaitedProjections, { signal: stopping.signal, lift })
      })
      react('wake-router', router)
      react('wake-dispatcher', dispatcher)
      react('wake-eraser', eraser)
      every(heartbeatMs, heartbeat, 'heartbeat')
      every(lagMs, () => sampleLag(pool), 'lag')
      if (concurrency > 0) {
        react('wake-bulk', bulk)
        await queue.onSync(take, fetchSize)
        every(healthMs, () => health.lookAtDue(), 'health')
        every(callbackMs, callBack, 'callbacks')
        every(runMs, () => runs.look(), 'runs')
        if (deps.schedules !== false) every(sweepMs, beginSchedules, 'schedules')
        every(sweepMs, () => watchPayments(executor), 'payments')
        every(reconciliationMs, () => carryReconciliations(reconciler), 'reconciliations')
        every(sweepMs, () => sweep({ pool, queue, runner, now, random, log }), 'sweep')
        every(letGoMs, () => letGo({ pool, queue }, deps.off ?? new Set()), 'switches')
      }
      const office = deps.postOffice?.(queue)
      if (office) {
        await office.open()
        every(mailMs, () => office.collect(), 'mail')
      }
      every(sweepMs, () => router.sweep(), 'router sweep')
      every(upkeepMs, upkeep, 'upkeep')
      // Rings everything once: what was written while no worker ran.
      await wakeCalls.start()
    },
    async stop(timeoutMs = 10_000) {
      stopping.abort()
      for (const timer of timers) clearInterval(timer)
      const deadline = setTimeout(() => calls.abort(), timeoutMs)
      await wakeCalls.stop()
      await follower.stop()
      await runs.stop()
      await queue.stop(timeoutMs)
      await queues.idle()
      expressions.close()
      await gate.close().catch((error) => report(error, 'what may be out at once'))
      clearTimeout(deadline)
      await pool.query('delete from coordination.worker where worker = $1', [worker]).catch(() => {})
    },
  }

  async function callBack(): Promise<void> {
    await advanceReactor(pool, callbacks, { signal: stopping.signal })
    await sendDueCallbacks(executor)
  }

  async function upkeep(): Promise<void> {
    await pool.query('select log.extend_partitions()')
    await pool.query("delete from coordination.worker where seen_at < now() - interval '1 hour'")
  }
}
