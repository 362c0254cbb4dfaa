import type { Vault } from '@syncline/db/custody'
import { readStream } from '@syncline/db/log'
import { isDatabaseAway, withOrganization } from '@syncline/db/pool'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type CommandContext, type RecordedEvent, streamName } from '@syncline/domain/event'
import type { SyncJob } from '@syncline/domain/job'
import { evolve, initialSync, type Sync, type SyncCommand, type SyncEvent } from '@syncline/domain/sync'
import type { Provider, PushOutcome } from '@syncline/providers/port'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { SyncRunner } from '../commands/sync.ts'
import { type Lane, type LaneKey, leaveLane, takeLane } from './lane.ts'
import { type Prepared, prepareCall } from './prepare-sync.ts'
import type { TargetDirectory } from './targets.ts'

export interface ExecutorDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly runner: SyncRunner
  readonly targets: TargetDirectory
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly worker: string
  readonly now: () => Date
  readonly random: () => number
  readonly log: Logger
  /** Puts the sync in line again a little later, without a fact in the log: another sync of the record is out. */
  readonly again: (job: SyncJob, waitMs: number) => Promise<void>
  readonly signal: AbortSignal
}

type Pending = Extract<Sync, { status: 'pending' }>

/** What one job came to; only for counting. */
export type Executed = 'nothing_to_do' | 'lane_busy' | 'superseded' | 'refused' | 'done' | 'failed' | 'lost'

const laneWaitMs = 300
/** A job may come this much before its time by the clock of another machine. */
const earlyMs = 250

/**
 * Carries one sync through one try. It may be killed at any line: before SyncStarted nothing went out; after it the
 * try is found by the sweep and repeated with the same bytes under the same key.
 */
export async function executeSync(deps: ExecutorDeps, job: SyncJob): Promise<Executed> {
  const { organizationId, syncId } = job
  const ready = await prepare(deps, job)
  if (typeof ready === 'string') return ready
  const { state, lane, laneKey, prepared, correlationId, causationPosition } = ready
  const command = (one: SyncCommand) =>
    deps.runner.run({
      organizationId,
      stream: streamName('sync', syncId),
      command: one,
      context: context(deps, correlationId, causationPosition),
    })
  const leave = (learned: Parameters<typeof leaveLane>[3]) =>
    withOrganization(deps.pool, organizationId, (tx) => leaveLane(tx, laneKey, syncId, learned))
  const nothingLearned = { link: null, sourceVersion: null }

  if (lane.sourceVersion !== null && lane.sourceVersion > state.request.source.version) {
    await command({ type: 'supersede', newerVersion: lane.sourceVersion })
    await leave(nothingLearned)
    return 'superseded'
  }
  if (!prepared.ok) {
    await command({ type: 'refuse', code: prepared.code, detail: prepared.detail })
    await leave(nothingLearned)
    return 'refused'
  }

  const target = await deps.targets.open(organizationId, state.request.connectionId)
  const push = (await deps.loadProvider(state.request.provider)).push?.[state.request.entity]
  if (!target || !push) {
    await command({ type: 'refuse', code: 'NOT_CONFIGURED', detail: null })
    await leave(nothingLearned)
    return 'refused'
  }
  // The fence: who loses this append has lost the sync, and nothing has gone out yet.
  const started = await command({
    type: 'start',
    idempotencyBase: syncId,
    sealedOperation: prepared.sealed,
    worker: deps.worker,
  })
  if (started.state.status !== 'syncing' || !started.state.operation) return 'lost'
  const { tries, operation } = started.state
  const access = { ...target, now: deps.now, signal: deps.signal }
  const outcome = await push
    .send(prepared.call, operation.idempotencyKey, access)
    .catch((error) => tripped(deps, error))
  const settled = await untilStored(deps, () => command(toCommand(outcome, tries, deps.random())))
  // It may have been written, and goes out again: the record's next change waits until that is known.
  if (outcome.outcome === 'failed' && outcome.certainty === 'unknown' && settled?.state.status === 'pending')
    return 'failed'
  await leave({
    link: outcome.outcome === 'done' ? outcome.link : outcome.learned,
    sourceVersion: outcome.outcome === 'done' ? state.request.source.version : null,
  })
  return outcome.outcome
}

/** Loads the sync, takes its lane and plans the call, in one transaction. */
async function prepare(deps: ExecutorDeps, job: SyncJob) {
  const { organizationId, syncId } = job
  const keys = await deps.vault.keysOf(organizationId)
  const ready = await withOrganization(deps.pool, organizationId, async (tx) => {
    const events = await readStream(tx, organizationId, streamName('sync', syncId))
    const state = events.reduce((sync, event) => evolve(sync, event as unknown as SyncEvent), initialSync)
    if (!isDue(state, deps.now())) return 'nothing_to_do' as const
    const { request } = state
    const laneKey: LaneKey = {
      organizationId,
      connectionId: request.connectionId,
      entity: request.entity,
      sourceId: request.source.id,
    }
    const lane: Lane | null = await takeLane(tx, laneKey, syncId, deps.worker)
    if (!lane) return 'lane_busy' as const
    const source = await deps.loadProvider(request.source.system)
    const target = await deps.loadProvider(request.provider)
    const prepared: Prepared = await prepareCall(tx, {
      organizationId,
      syncId,
      state,
      link: lane.link,
      keys,
      source,
      target,
    })
    const first = events[0] as RecordedEvent
    return {
      state,
      lane,
      laneKey,
      prepared,
      correlationId: first.correlationId,
      causationPosition: (events.at(-1) as RecordedEvent).position,
    }
  })
  if (ready === 'lane_busy') await deps.again(job, laneWaitMs)
  return ready
}

function isDue(state: Sync, now: Date): state is Pending {
  if (state.status !== 'pending') return false
  return state.nextRetryAt === null || Date.parse(state.nextRetryAt) <= now.getTime() + earlyMs
}

function context(deps: ExecutorDeps, correlationId: string, causationPosition: number): CommandContext {
  return { now: deps.now(), actor: `system:${deps.worker}` as Actor, correlationId, causationPosition }
}

/** An adapter threw, which is a bug; whether it had written by then is not known. */
function tripped(deps: ExecutorDeps, error: unknown): Extract<PushOutcome, { outcome: 'failed' }> {
  deps.log.error({ err: error }, 'an adapter threw instead of answering')
  const attempt = { request: { method: '', path: '', body: '' }, response: null, durationMs: 0 }
  return {
    outcome: 'failed',
    code: 'OUTCOME_UNKNOWN',
    certainty: 'unknown',
    retryable: true,
    retryAfterMs: 0,
    detail: null,
    learned: null,
    attempt,
  }
}

function toCommand(outcome: PushOutcome, tryNumber: number, jitter: number): SyncCommand {
  if (outcome.outcome === 'done')
    return {
      type: 'succeed',
      try: tryNumber,
      externalId: outcome.link.externalId,
      effect: outcome.effect,
      attempt: outcome.attempt,
    }
  const { code, certainty, detail, attempt, retryable, retryAfterMs } = outcome
  return { type: 'fail', try: tryNumber, code, certainty, detail, attempt, retryable, retryAfterMs, jitter }
}

/**
 * What the provider did has to get into the log: the database may be away for a while, the result may not be lost.
 * Gives up when the process stops; the sweep then treats the try as unknown.
 */
async function untilStored<Result>(deps: ExecutorDeps, write: () => Promise<Result>): Promise<Result | null> {
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      return await write()
    } catch (error) {
      // Somebody else has settled this try: a failure of ours adds nothing (a success would have been a fact).
      if (error instanceof SynclineError && error.code === 'STATE_CONFLICT') return null
      const away =
        isDatabaseAway(error) ||
        (error instanceof SynclineError && ['DATABASE_UNAVAILABLE', 'OVERLOADED'].includes(error.code))
      if (!away || deps.signal.aborted) throw error
      deps.log.warn({ errorCode: 'DATABASE_UNAVAILABLE' }, 'a result waits for the database')
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}
