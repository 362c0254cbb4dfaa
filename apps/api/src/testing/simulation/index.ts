import { SynclineError } from '@syncline/domain/error'
import { streamName } from '@syncline/domain/event'
import type { SyncCommand } from '@syncline/domain/sync'
import { createRandom } from '@syncline/sandbox'
import { createClock, createMachine } from './clock.ts'
import { appenderOf, runnerOn } from './hub.ts'
import { ids } from './ids.ts'
import { brokenPromises } from './invariants.ts'
import { createLog } from './log.ts'
import { createRouterOn } from './router.ts'
import { createSource } from './source.ts'
import { createStore } from './store.ts'
import { createTarget } from './target.ts'
import { createWire, longestMs } from './wire.ts'
import { createWorkers } from './workers.ts'

export interface Simulated {
  readonly broken: readonly string[]
  readonly syncs: number
  readonly calls: number
  /** Of them, those that carried several. */
  readonly together: number
  readonly unknown: number
  readonly coalesced: number
  /** The whole log, a line per event. */
  story(): string
}

const stormMs = 90_000
const horizonMs = 24 * 3_600_000
const startMs = Date.parse('2026-11-21T08:00:00.000Z')

/**
 * One run of everything between the door and the provider, from its seed alone: the real placer, deciders and executor
 * on a model of log, lanes and provider, while processes die and freeze, the database and the line fail, and people
 * interfere. Then all is quiet, people retry what failed, and the promises are looked at.
 */
export async function simulate(seed: number): Promise<Simulated> {
  const random = createRandom(seed)
  const clock = createClock(startMs)
  const log = createLog(clock)
  const store = createStore(clock, log)
  // 0: it takes no notice of keys. It remembers them longer than it promises to.
  const keyLifeMs = random.pick([24 * 3_600_000, 24 * 3_600_000, 45_000, 0])
  const hidesKeys = random.chance(30)
  // Where keys are hidden, nothing else must save us from a repeat.
  const target = createTarget(clock, keyLifeMs && keyLifeMs + 2 * longestMs, keyLifeMs > 0 && !hidesKeys)
  const source = createSource(clock, random, log, stormMs)
  const wire = createWire(clock, random, target, (syncId) => log.sync(syncId).status, hidesKeys)
  wire.troublePercent = random.pick([0, 15, 30, 60])
  let databaseTrouble = random.pick([0, 0, 3, 10])
  const databaseTroublePercent = () => databaseTrouble
  const workers = createWorkers({
    clock,
    random,
    log,
    store,
    source,
    wire,
    keyLifeMs,
    databaseTroublePercent,
    gatherMs: random.pick([0, 0, 5_000, 30_000]),
  })
  const router = createRouterOn(clock, random, log, source, databaseTroublePercent)
  const web = createMachine(clock, 'web')
  const runner = runnerOn(web, log, appenderOf(web, log, random, databaseTroublePercent), random)
  let finished = false

  function every(intervalMs: number, task: () => void): void {
    const again = () => {
      if (finished) return
      task()
      clock.in(intervalMs, again)
    }
    clock.in(intervalMs, again)
  }

  function command(syncId: string, command: SyncCommand): void {
    const context = { now: clock.now(), actor: 'user:one', correlationId: syncId } as const
    runner
      .run({ organizationId: ids.organization, stream: streamName('sync', syncId), command, context })
      .catch((error) => {
        if (!(error instanceof SynclineError)) throw error
      })
  }

  function interfere(): void {
    const [one, ...others] = log.syncIds()
    if (one === undefined) return
    const reason = 'as it seemed right'
    command(
      random.pick([one, ...others]),
      random.pick<SyncCommand>([
        { type: 'retry', reason },
        { type: 'retry', reason },
        { type: 'skip', reason },
        { type: 'cancel', reason },
      ]),
    )
  }

  log.onEvent(({ type, stream, data }) => {
    clock.in(random.whole(5, 400), store.project)
    const dueAt = type === 'SyncRetryScheduled' && (data as { nextRetryAt: string }).nextRetryAt
    if (dueAt || type === 'SyncRequested' || type === 'SyncRetryRequested')
      workers.put(stream.slice('sync-'.length), dueAt ? Math.max(0, Date.parse(dueAt) - clock.nowMs()) : 0)
  })
  every(200, router.advance)
  every(5_000, workers.sweep)
  const within = (task: () => void) => clock.in(random.whole(0, stormMs), task)
  for (let n = random.whole(0, 3); n > 0; n--) within(workers.killOne)
  for (let n = random.whole(0, 2); n > 0; n--) within(() => workers.freezeOne(random.whole(500, 150_000)))
  for (let n = random.whole(0, 2); n > 0; n--) within(router.restart)
  for (let n = random.chance(40) ? random.whole(1, 4) : 0; n > 0; n--) within(interfere)

  clock.in(stormMs, () => {
    wire.troublePercent = 0
    databaseTrouble = 0
    every(60_000, () => {
      const open = log.syncIds().filter(isOpen)
      if (open.length === 0 && router.idle) finished = true
      for (const syncId of open)
        if (log.sync(syncId).status === 'failed') command(syncId, { type: 'retry', reason: null })
    })
  })
  const isOpen = (syncId: string) => ['pending', 'syncing', 'failed'].includes(log.sync(syncId).status)

  await clock.runUntil(startMs + horizonMs, () => finished)
  // What is still on the line arrives.
  await clock.runUntil(clock.nowMs() + 2 * longestMs)
  const count = (type: string) =>
    log
      .syncIds()
      .flatMap((id) => log.stream(`sync-${id}`))
      .filter((event) => event.type === type)
  return {
    broken: [...brokenPromises({ log, source, target, wire }), ...workers.bugs.map(String)],
    syncs: log.syncIds().length,
    calls: wire.sent.length,
    together: wire.together,
    unknown: count('SyncFailed').filter(({ data }) => (data as { certainty: string }).certainty === 'unknown')
      .length,
    coalesced: count('SyncCoalesced').length,
    story: () =>
      `keys live ${keyLifeMs} ms\n` +
      log
        .syncIds()
        .flatMap((id) => log.stream(`sync-${id}`))
        .sort((one, other) => one.position - other.position)
        .map(
          ({ recordedAt, stream, type, data }) =>
            `${(recordedAt.getTime() - startMs) / 1_000} ${stream} ${type} ${JSON.stringify(data)}`,
        )
        .join('\n'),
  }
}
