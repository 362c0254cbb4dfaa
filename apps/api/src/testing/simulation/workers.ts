import { SynclineError } from '@syncline/domain/error'
import type { SyncJob } from '@syncline/domain/job'
import { applyMapping } from '@syncline/domain/mapping'
import type { Provider } from '@syncline/providers/port'
import type { Random } from '@syncline/sandbox'
import { createLogger } from '../../http/log.ts'
import { executeSync } from '../../jobs/executor.ts'
import type { ExecutorDeps } from '../../jobs/executor-deps.ts'
import { giveUpTry } from '../../jobs/sweep.ts'
import { executeTogether } from '../../jobs/together.ts'
import { noProtection } from '../protection.ts'
import { type Clock, createMachine, type Machine } from './clock.ts'
import { appenderOf, openKeys, runnerOn } from './hub.ts'
import { ids } from './ids.ts'
import type { ModelLog } from './log.ts'
import type { Source } from './source.ts'
import type { ModelStore, Projected } from './store.ts'
import type { Wire } from './wire.ts'

export interface Workers {
  /** Puts a sync in line; now and then a job is lost, or comes twice. */
  put(syncId: string, delayMs: number): void
  /** Picks up what dead workers left, by the rules of `find_stuck`. */
  sweep(): void
  killOne(): void
  freezeOne(forMs: number): void
  /** What only a bug throws. */
  readonly bugs: readonly unknown[]
}

interface World {
  readonly clock: Clock
  readonly random: Random
  readonly log: ModelLog
  readonly store: ModelStore
  readonly source: Source
  readonly wire: Wire
  readonly keyLifeMs: number
  readonly databaseTroublePercent: () => number
  /** For how long what is due is gathered, to go out together. */
  readonly gatherMs: number
}

const count = 2
const silentMs = 10_000
const untouchedMs = 15_000
const lostResultMs = 120_000
const quiet = createLogger({ level: 'silent', service: 'simulation' })

/** Two workers that carry out jobs with the real executor; killed ones are replaced. */
export function createWorkers(world: World): Workers {
  const { clock, random, log, store } = world
  const bugs: unknown[] = []
  const everyone = new Map<string, Machine>()
  const running: ExecutorDeps[] = []
  const due = new Set<string>()

  function hire(place: number): void {
    const machine = createMachine(clock, `worker-${everyone.size + 1}`)
    everyone.set(machine.name, machine)
    running[place] = depsOf(machine)
  }

  function depsOf(machine: Machine): ExecutorDeps {
    const { source, wire, keyLifeMs } = world
    const appender = appenderOf(machine, log, random, world.databaseTroublePercent)
    const from = source.providerOf(machine)
    const to = { manifest: { keyLifeMs }, push: { customer: wire.adapterOf(machine) } } as unknown as Provider
    return {
      store: store.of(machine, () => random.whole(1, 20)),
      vault: {
        keysOf: async () => openKeys,
        uses: { count: () => {}, flush: async () => {} },
        close: async () => {},
      },
      appender: {
        ...appender,
        stats: { queuedRequests: 0, flushes: 0, appendedEvents: 0, isolatedRequests: 0 },
        close: async () => {},
      },
      runner: runnerOn(machine, log, appender, random),
      targets: {
        open: async () => ({ baseUrl: '', secrets: {} }),
        isOff: async () => false,
        caller: async () => ({ isTest: false, keyName: null }),
        refused: async () => {},
      },
      loadProvider: async (name) => (name === 'stripe' ? from : to),
      mapRecord: async (mapping, record) => applyMapping(mapping, record),
      worker: machine.name,
      now: clock.now,
      random: random.fraction,
      pause: (waitMs) => machine.wait(waitMs),
      log: quiet,
      protection: noProtection,
      again: async (job, waitMs) => put(job.syncId, waitMs),
      signal: new AbortController().signal,
    }
  }

  function put(syncId: string, delayMs: number): void {
    const copies = random.chance(3) ? 0 : random.chance(5) ? 2 : 1
    for (let copy = 0; copy < copies; copy++)
      clock.in(delayMs + random.whole(1, 300), () => {
        if (due.size === 0) clock.in(random.whole(0, world.gatherMs), carryDue)
        due.add(syncId)
      })
  }

  function carryDue(): void {
    const deps = random.pick(running as [ExecutorDeps, ...ExecutorDeps[]])
    const [first, ...others] = [...due].map(
      (syncId): SyncJob => ({ organizationId: ids.organization, syncId, position: 0, lane: syncId }),
    )
    due.clear()
    if (first && others.length === 0) executeSync(deps, first).catch(blame)
    else if (first)
      executeTogether(deps, { organizationId: ids.organization, connectionId: ids.target }, [
        first,
        ...others,
      ])
        .then((ends) => ends.forEach((end) => end.status === 'rejected' && blame(end.reason)))
        .catch(blame)
  }

  /** The database may be away at any time; anything else that is thrown is a bug. */
  function blame(error: unknown): void {
    if (!(error instanceof SynclineError && error.code === 'DATABASE_UNAVAILABLE')) bugs.push(error)
  }

  function isLost({ state, updatedAtMs }: Projected): boolean {
    if (state.status !== 'syncing') return false
    const untouched = clock.nowMs() - updatedAtMs
    const seenAtMs = everyone.get(state.worker)?.seenAtMs ?? 0
    return untouched > lostResultMs || (untouched > silentMs && clock.nowMs() - seenAtMs > silentMs)
  }

  function isForgotten({ state, updatedAtMs }: Projected): boolean {
    const due =
      state.status === 'pending' && Date.parse(state.nextRetryAt ?? '') <= clock.nowMs() - untouchedMs
    const inLine = state.status === 'pending' && state.nextRetryAt === null
    return (due || inLine) && clock.nowMs() - updatedAtMs > untouchedMs
  }

  for (let place = 0; place < count; place++) hire(place)
  const oneOf = () => random.whole(0, count - 1)
  const machineAt = (place: number) => everyone.get((running[place] as ExecutorDeps).worker) as Machine
  return {
    put,
    bugs,
    sweep() {
      const rows = store.projected()
      for (const { syncId, state } of rows.filter(isLost))
        giveUpTry(running[oneOf()] as ExecutorDeps, {
          organization_id: ids.organization,
          sync_id: syncId,
          tries: state.tries,
        }).catch(blame)
      for (const { syncId } of rows.filter(isForgotten)) put(syncId, 0)
    },
    killOne() {
      const place = oneOf()
      machineAt(place).die()
      clock.in(random.whole(500, 5_000), () => hire(place))
    },
    freezeOne: (forMs) => machineAt(oneOf()).freeze(forMs),
  }
}
