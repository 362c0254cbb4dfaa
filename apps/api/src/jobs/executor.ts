import type { SyncJob } from '@syncline/domain/job'
import type { SyncCommand } from '@syncline/domain/sync'
import type { LookUp } from '@syncline/providers/port'
import { askLeave } from './ask-leave.ts'
import { chooseStep } from './choose-step.ts'
import { judgeConflict } from './conflict.ts'
import type { Executed, ExecutorDeps } from './executor-deps.ts'
import { begin, run } from './fence.ts'
import { nothingLearned } from './lane.ts'
import { bury, isEnded, keptLink, leave, leaveUnlessOut, written } from './leave.ts'
import { toCommand, tripped, undisputed, unsent } from './outcome.ts'
import { prepare, type Ready } from './prepare.ts'
import { untilStored } from './until-stored.ts'

/** Between two questions about an open try. */
const lookUpWaitMs = 30_000
/** From the lane to the fence; well below the lease, after which another sync of the record may have gone past. */
const maxPlanMs = 60_000
/** From the fence to the socket; well below the time after which a silent worker is given up. */
const maxStartMs = 5_000

/**
 * Carries one sync through one try. It may be killed at any line: before SyncStarted nothing went out; after it the
 * try is found by the sweep and repeated with the same bytes under the same key.
 * @param member its place among others that are carried with it, and have their seat there
 */
export async function executeSync(deps: ExecutorDeps, job: SyncJob, member?: Member): Promise<Executed> {
  const ready = await prepare(deps, job)
  if (typeof ready === 'string') return ready
  const called = calledIn(ready)
  const isSeated = called === member?.connectionId
  const seat = isSeated ? undefined : await deps.seats?.take(`${job.organizationId}/${called}`)
  if (seat && 'waitMs' in seat) {
    await leave(deps, job, ready, nothingLearned, ready.state)
    await deps.again(job, seat.waitMs)
    return 'no_seat'
  }
  const executed = await carry(deps, job, ready, member).finally(() => seat?.leave())
  // What was read is at hand now, and the lane stays its own.
  return executed === 'read' ? executeSync(deps, job, member) : executed
}

/** Who is called in this step: the source where it has to be read first, else the target. */
const calledIn = ({ state: { request }, material }: Ready): string =>
  material.kind === 'source' ? request.source.connectionId : request.connectionId

async function carry(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  member: Member | undefined,
): Promise<Executed | 'read'> {
  const chosen = await chooseStep(deps, job, ready, member !== undefined)
  const { next, release } = await (member?.askLeave ?? askLeave)(deps, job, ready, chosen)
  if (deps.now().getTime() - ready.takenAtMs > maxPlanMs) {
    await Promise.all([release(), deps.again(job, 0)])
    return 'lost'
  }
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
  const isLate = () => deps.now().getTime() - beganAtMs > maxStartMs
  const late = isLate()
  if (late) await release()
  const outcome = late
    ? unsent('TIMEOUT', 'not_executed')
    : await next.send(begun.operation.idempotencyKey, isLate).catch((error) => tripped(deps, error))
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

/** One sync's place among those that are carried together. */
export interface Member {
  /** Where they all go: a seat is kept there. */
  readonly connectionId: string
  /** As for one alone; who may go with others waits for them, and has leave together with them. */
  readonly askLeave: typeof askLeave
}
