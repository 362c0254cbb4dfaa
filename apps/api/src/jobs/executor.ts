import type { Vault } from '@syncline/db/custody'
import type { Appender, AppendRequest } from '@syncline/db/log'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import {
  type Actor,
  type CommandContext,
  type EventData,
  type RecordedEvent,
  streamName,
} from '@syncline/domain/event'
import type { SyncJob } from '@syncline/domain/job'
import { evolve, initialSync, type Sync, type SyncCommand, type SyncEvent } from '@syncline/domain/sync'
import type { Link, LookUp, Provider } from '@syncline/providers/port'
import type { Logger } from 'pino'
import type { SyncRunner } from '../commands/sync.ts'
import type { MapRecord } from '../mapping/map-record.ts'
import type { Protection } from '../protection/gate.ts'
import { askLeave } from './ask-leave.ts'
import { chooseStep } from './choose-step.ts'
import { judgeConflict } from './conflict.ts'
import { type Learned, nothingLearned } from './lane.ts'
import { readMaterial } from './material.ts'
import { toCommand, tripped, undisputed, unsent } from './outcome.ts'
import type { Seats } from './seats.ts'
import type { SyncStore } from './sync-store.ts'
import type { TargetDirectory } from './targets.ts'
import { untilStored } from './until-stored.ts'

export interface ExecutorDeps {
  readonly store: SyncStore
  readonly vault: Vault
  readonly appender: Appender
  readonly runner: SyncRunner
  readonly targets: TargetDirectory
  readonly protection: Protection
  /** One's share of the syncs that may be out at once; without it there is room for all. */
  readonly seats?: Seats
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly mapRecord: MapRecord
  readonly worker: string
  readonly now: () => Date
  readonly random: () => number
  readonly pause: (waitMs: number) => Promise<void>
  readonly log: Logger
  /** Puts the sync in line again a little later, without a fact in the log: another sync of the record is out. */
  readonly again: (job: SyncJob, waitMs: number) => Promise<void>
  readonly signal: AbortSignal
}

type Pending = Extract<Sync, { status: 'pending' }>

/** What one job came to; only for counting. */
export type Executed =
  | 'nothing_to_do'
  | 'lane_busy'
  /** Its provider keeps too many waiting already. */
  | 'no_seat'
  | 'superseded'
  | 'refused'
  | 'waiting'
  | 'done'
  | 'failed'
  | 'lost'

const laneWaitMs = 300
/** Between two questions about an open try. */
const lookUpWaitMs = 30_000
/** From the lane to the fence; well below the lease, after which another sync of the record may have gone past. */
const maxPlanMs = 60_000
/** From the fence to the socket; well below the time after which a silent worker is given up. */
const maxStartMs = 5_000
/** A job may come this much before its time by the clock of another machine. */
const earlyMs = 250

/**
 * Carries one sync through one try. It may be killed at any line: before SyncStarted nothing went out; after it the
 * try is found by the sweep and repeated with the same bytes under the same key.
 */
export async function executeSync(deps: ExecutorDeps, job: SyncJob): Promise<Executed> {
  const ready = await prepare(deps, job)
  if (typeof ready === 'string') return ready
  const seat = await deps.seats?.take(`${job.organizationId}/${calledIn(ready)}`)
  if (seat && 'waitMs' in seat) {
    await leave(deps, job, ready, nothingLearned, ready.state)
    await deps.again(job, seat.waitMs)
    return 'no_seat'
  }
  const executed = await carry(deps, job, ready).finally(() => seat?.leave())
  // What was read is at hand now, and the lane stays its own.
  return executed === 'read' ? executeSync(deps, job) : executed
}

/** Who is called in this step: the source where it has to be read first, else the target. */
const calledIn = ({ state: { request }, material }: Ready): string =>
  material.kind === 'source' ? request.source.connectionId : request.connectionId

async function carry(deps: ExecutorDeps, job: SyncJob, ready: Ready): Promise<Executed | 'read'> {
  const chosen = await chooseStep(deps, job, ready)
  if (deps.now().getTime() - ready.takenAtMs > maxPlanMs) {
    await deps.again(job, 0)
    return 'lost'
  }
  const { next, release } = await askLeave(deps, job, ready, chosen)
  if ('ask' in next) return lookUp(deps, job, ready, next.ask)
  const { command } = next
  const { type } = command
  if (isEnded(command)) await bury(deps, job, ready, !('revivable' in next))
  const beganAtMs = deps.now().getTime()
  const begun = await begin(deps, job, ready, command, 'payload' in next ? next.payload : undefined)
  if (!begun) {
    await Promise.all([release(), leaveUnlessOut(deps, job, ready)])
    return 'lost'
  }
  if (type === 'readSource') return 'read'
  if (!('send' in next) || begun.status !== 'syncing' || !begun.operation) {
    await leave(deps, job, ready, { ...nothingLearned, link: keptLink(ready) }, begun)
    return type === 'scheduleRetry' ? 'waiting' : type === 'supersede' ? 'superseded' : 'refused'
  }
  // A process that slept since may have been given up: what it has to send is another's by now.
  const slept = deps.now().getTime() - beganAtMs > maxStartMs
  if (slept) await release()
  const outcome = slept
    ? unsent('TIMEOUT', 'not_executed')
    : await next.send(begun.operation.idempotencyKey).catch((error) => tripped(deps, error))
  const judged = outcome.outcome === 'failed' ? await judgeConflict(deps, job, ready, outcome) : undisputed
  const result = toCommand(outcome, begun.tries, deps.random(), judged.conflict)
  const settled = await untilStored(deps, () => run(deps, job, ready, result))
  const learned =
    outcome.outcome === 'done' ? written(ready, outcome.link) : { ...nothingLearned, link: judged.learned }
  if (settled) await leave(deps, job, ready, learned, settled.state)
  else await leaveUnlessOut(deps, job, ready)
  return outcome.outcome
}

/**
 * Asks what became of a try whose key the provider may have forgotten. Present: it is done. Absent: it never was, and
 * a new key may go out. No answer: it stays unknown and is asked about again.
 */
async function lookUp(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  ask: () => Promise<LookUp>,
): Promise<Executed> {
  const answer = await ask().catch((error) => tripped(deps, error))
  const command: SyncCommand =
    answer.outcome === 'failed'
      ? {
          type: 'scheduleRetry',
          hold: 'outcome_unknown',
          waitMs: Math.max(lookUpWaitMs, answer.retryAfterMs),
        }
      : {
          type: 'lookUp',
          ...(answer.outcome === 'present' ? answer.link : { externalId: null, externalVersion: null }),
          attempt: answer.attempt,
        }
  const settled = await untilStored(deps, () => begin(deps, job, ready, command))
  if (answer.outcome === 'failed' || !settled) return 'failed'
  const learned = answer.outcome === 'present' ? written(ready, answer.link) : nothingLearned
  await leave(deps, job, ready, learned, settled)
  if (answer.outcome === 'absent') await deps.again(job, 0)
  return 'done'
}

const written = ({ state }: Ready, link: Link): Learned => ({
  link,
  sourceVersion: state.request.sourceVersion,
  deleted: state.request.operation === 'delete',
})

/** Theirs was kept by a person's choice: from here on that version is the one we know. */
const keptLink = ({ state: { conflict } }: Ready): Link | null =>
  conflict?.choice === 'theirs' ? conflict : null

/** On its way, or it may have been written and goes out again: the record's next change waits until that is known. */
const isOut = (state: Sync): boolean =>
  state.status === 'syncing' || (state.status === 'pending' && state.lastCertainty === 'unknown')

/** @param state what has become of the sync: its lane is kept while it is out, with this worker or another */
const leave = (
  deps: ExecutorDeps,
  { organizationId, syncId }: SyncJob,
  { state: { request }, lane }: Ready,
  learned: Learned,
  state: Sync,
) =>
  deps.store.within(organizationId, (tx) =>
    tx.leaveLane(request, lane, isOut(state) ? null : syncId, learned),
  )

/** The record has ended at its source and nothing has to be sent for that. */
const isEnded = (command: SyncCommand): boolean =>
  command.type === 'supersede' && ['deleted_at_source', 'never_written'].includes(command.reason)

/**
 * Remembers an end that nothing had to be sent for, before it becomes a fact: who dies in between finds the sync
 * still in line, and nothing older gets past it.
 */
const bury = (deps: ExecutorDeps, { organizationId }: SyncJob, { state, lane }: Ready, deleted: boolean) =>
  deps.store.within(organizationId, (tx) =>
    tx.leaveLane(state.request, lane, null, {
      link: null,
      sourceVersion: state.request.sourceVersion,
      deleted,
    }),
  )

export type Ready = Exclude<Awaited<ReturnType<typeof prepare>>, string>

interface Preparation {
  readonly expectedVersion?: number
  readonly payload?: AppendRequest['payload']
}

function run(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  command: SyncCommand,
  prepared: Preparation = {},
) {
  return deps.runner.run({
    organizationId: job.organizationId,
    stream: streamName('sync', job.syncId),
    command,
    context: context(deps, ready.correlationId, ready.causationPosition),
    ...prepared,
  })
}

/**
 * The fence: what was planned on one version of the sync may begin on that version only. Who finds another has lost
 * the sync, and nothing has gone out yet.
 * @returns the state afterwards; null when it was lost
 */
async function begin(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  command: SyncCommand,
  payload?: AppendRequest['payload'],
) {
  const prepared = { expectedVersion: ready.version, ...(payload && { payload }) }
  try {
    return (await run(deps, job, ready, command, prepared)).state
  } catch (error) {
    if (error instanceof SynclineError && error.code === 'STATE_CONFLICT') return null
    throw error
  }
}

/**
 * The lane is held under the sync's own name: while another worker has the sync out, or what it did is not known yet,
 * it is that worker's to leave.
 */
async function leaveUnlessOut(deps: ExecutorDeps, job: SyncJob, ready: Ready): Promise<void> {
  const { organizationId, syncId } = job
  const state = await deps.store.within(organizationId, async (tx) => {
    const now = fold(await tx.readSync(syncId))
    // One that is due may begin at this moment: whoever carries it leaves the lane.
    if (!isOut(now) && !isDue(now, deps.now()))
      await tx.leaveLane(ready.state.request, ready.lane, syncId, nothingLearned)
    return now
  })
  // A newer change was put in its place: it goes out with that.
  if (isDue(state, deps.now())) await deps.again(job, 0)
}

const fold = (events: readonly RecordedEvent[]): Sync =>
  events.reduce((sync, event) => evolve(sync, event as unknown as SyncEvent), initialSync)

/** Loads the sync, takes its lane and reads what it is to carry, in one transaction. */
async function prepare(deps: ExecutorDeps, job: SyncJob) {
  const { organizationId, syncId } = job
  const keys = await deps.vault.keysOf(organizationId)
  const takenAtMs = deps.now().getTime()
  const ready = await deps.store.within(organizationId, async (tx) => {
    const events = await tx.readSync(syncId)
    const state = fold(events)
    if (!isDue(state, deps.now())) return 'nothing_to_do' as const
    const lane = await tx.takeLane(state.request, syncId, deps.worker)
    if (!lane) return 'lane_busy' as const
    const source = await deps.loadProvider(state.request.source.system)
    const material = await readMaterial(tx, { organizationId, syncId, state, keys, source })
    // A try whose outcome is open is repeated as it was.
    const takesCurrent = state.mapping.takesCurrent && material.kind !== 'repeat'
    const mapping = await tx.findMapping(state.request, takesCurrent ? null : state.mapping.version)
    const first = events[0] as RecordedEvent
    const last = events.at(-1) as RecordedEvent
    return {
      state,
      version: last.version,
      lane,
      takenAtMs,
      material,
      mapping,
      keys,
      /** When the key of the open try went out first. */
      keySince: events.find(startedIn(state.operation?.generation))?.occurredAt ?? deps.now(),
      /** When the newest change that it carries was asked for. */
      carriedAt: (events.findLast(carries) ?? first).occurredAt,
      triedAt: events.findLast(({ type }) => type === 'SyncStarted')?.occurredAt ?? null,
      ageMs: deps.now().getTime() - first.occurredAt.getTime(),
      correlationId: first.correlationId,
      causationPosition: last.position,
    }
  })
  if (ready === 'lane_busy') await deps.again(job, laneWaitMs)
  return ready
}

const carries = ({ type }: RecordedEvent) => type === 'SyncRequested' || type === 'SyncCoalesced'

const startedIn = (generation: number | undefined) => (event: RecordedEvent) =>
  event.type === 'SyncStarted' && (event.data as EventData<'SyncStarted'>).generation === generation

function isDue(state: Sync, now: Date): state is Pending {
  if (state.status !== 'pending' || state.hold === 'conflict') return false
  return state.nextRetryAt === null || Date.parse(state.nextRetryAt) <= now.getTime() + earlyMs
}

function context(deps: ExecutorDeps, correlationId: string, causationPosition: number): CommandContext {
  return { now: deps.now(), actor: `system:${deps.worker}` as Actor, correlationId, causationPosition }
}
