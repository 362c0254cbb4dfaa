import { UnsealableError, type Vault } from '@syncline/db/custody'
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
  const ready = await prepare(deps, job)
  if (typeof ready === 'string') return ready
  const next = await chooseStep(deps, job, ready)
  const { type } = next.command
  const begun = await begin(deps, job, ready, next.command)
  if (!begun) {
    await leaveUnlessOut(deps, job, ready.laneKey)
    return 'lost'
  }
  const leave = (learned: Parameters<typeof leaveLane>[3]) =>
    withOrganization(deps.pool, job.organizationId, (tx) => leaveLane(tx, ready.laneKey, job.syncId, learned))
  if (!('send' in next) || begun.status !== 'syncing' || !begun.operation) {
    await leave({ link: null, sourceVersion: null })
    return type === 'supersede' ? 'superseded' : 'refused'
  }
  const outcome = await next.send(begun.operation.idempotencyKey).catch((error) => tripped(deps, error))
  const result = toCommand(outcome, begun.tries, deps.random())
  const settled = await untilStored(deps, () => run(deps, job, ready, result))
  // It may have been written, and goes out again: the record's next change waits until that is known.
  if (outcome.outcome === 'failed' && outcome.certainty === 'unknown' && settled?.state.status === 'pending')
    return 'failed'
  await leave({
    link: outcome.outcome === 'done' ? outcome.link : outcome.learned,
    sourceVersion: outcome.outcome === 'done' ? ready.state.request.source.version : null,
  })
  return outcome.outcome
}

type Ready = Exclude<Awaited<ReturnType<typeof prepare>>, string>
/** What happens first; a start brings along the call that follows it. */
type Step =
  | { readonly command: Extract<SyncCommand, { type: 'supersede' | 'refuse' }> }
  | {
      readonly command: Extract<SyncCommand, { type: 'start' }>
      readonly send: (idempotencyKey: string) => Promise<PushOutcome>
    }

async function chooseStep(deps: ExecutorDeps, job: SyncJob, ready: Ready): Promise<Step> {
  const { state, lane, prepared } = ready
  const { connectionId, entity, provider, source } = state.request
  if (lane.sourceVersion !== null && lane.sourceVersion > source.version)
    return { command: { type: 'supersede', newerVersion: lane.sourceVersion } }
  if (!prepared.ok) return { command: { type: 'refuse', code: prepared.code, detail: prepared.detail } }
  const target = await openTarget(deps, job.organizationId, connectionId)
  const push = (await deps.loadProvider(provider)).push?.[entity]
  if (!target || !push) return { command: { type: 'refuse', code: 'NOT_CONFIGURED', detail: null } }
  return {
    command: {
      type: 'start',
      idempotencyBase: job.syncId,
      sealedOperation: prepared.sealed,
      worker: deps.worker,
    },
    send: (idempotencyKey) =>
      push.send(prepared.call, idempotencyKey, { ...target, now: deps.now, signal: deps.signal }),
  }
}

/** Credentials that do not open are as good as none: this sync fails with a remedy, the worker goes on. */
async function openTarget(deps: ExecutorDeps, organizationId: string, connectionId: string) {
  try {
    return await deps.targets.open(organizationId, connectionId)
  } catch (error) {
    if (!(error instanceof UnsealableError)) throw error
    deps.log.error({ err: error, organizationId, connectionId }, 'credentials do not open')
    return null
  }
}

function run(deps: ExecutorDeps, job: SyncJob, ready: Ready, command: SyncCommand, expectedVersion?: number) {
  return deps.runner.run({
    organizationId: job.organizationId,
    stream: streamName('sync', job.syncId),
    command,
    context: context(deps, ready.correlationId, ready.causationPosition),
    ...(expectedVersion !== undefined && { expectedVersion }),
  })
}

/**
 * The fence: what was planned on one version of the sync may begin on that version only. Who finds another has lost
 * the sync, and nothing has gone out yet.
 * @returns the state afterwards; null when it was lost
 */
async function begin(deps: ExecutorDeps, job: SyncJob, ready: Ready, command: SyncCommand) {
  try {
    return (await run(deps, job, ready, command, ready.version)).state
  } catch (error) {
    if (error instanceof SynclineError && error.code === 'STATE_CONFLICT') return null
    throw error
  }
}

/**
 * The lane is held under the sync's own name: while another worker has the sync out, or what it did is not known yet,
 * it is that worker's to leave.
 */
async function leaveUnlessOut(
  deps: ExecutorDeps,
  { organizationId, syncId }: SyncJob,
  laneKey: LaneKey,
): Promise<void> {
  await withOrganization(deps.pool, organizationId, async (tx) => {
    const state = fold(await readStream(tx, organizationId, streamName('sync', syncId)))
    const open =
      state.status === 'syncing' || (state.status === 'pending' && state.hold === 'outcome_unknown')
    if (!open) await leaveLane(tx, laneKey, syncId, { link: null, sourceVersion: null })
  })
}

const fold = (events: readonly RecordedEvent[]): Sync =>
  events.reduce((sync, event) => evolve(sync, event as unknown as SyncEvent), initialSync)

/** Loads the sync, takes its lane and plans the call, in one transaction. */
async function prepare(deps: ExecutorDeps, job: SyncJob) {
  const { organizationId, syncId } = job
  const keys = await deps.vault.keysOf(organizationId)
  const ready = await withOrganization(deps.pool, organizationId, async (tx) => {
    const events = await readStream(tx, organizationId, streamName('sync', syncId))
    const state = fold(events)
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
    const last = events.at(-1) as RecordedEvent
    return {
      state,
      version: last.version,
      lane,
      laneKey,
      prepared,
      correlationId: first.correlationId,
      causationPosition: last.position,
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
      const refusal = error instanceof SynclineError ? error : null
      const outrun = refusal?.details.reason === 'changed_meanwhile'
      // Somebody else has settled this try: a failure of ours adds nothing (a success would have been a fact).
      if (refusal?.code === 'STATE_CONFLICT' && !outrun) return null
      const away =
        isDatabaseAway(error) || ['DATABASE_UNAVAILABLE', 'OVERLOADED'].includes(refusal?.code ?? '')
      if (!(away || outrun) || deps.signal.aborted) throw error
      deps.log.warn({ errorCode: 'DATABASE_UNAVAILABLE' }, 'a result waits for the database')
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}
