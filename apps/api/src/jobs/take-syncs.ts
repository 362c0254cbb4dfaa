import type { SyncJob } from '@syncline/domain/job'
import type { Logger } from 'pino'
import { executeSync } from './executor.ts'
import type { ExecutorDeps } from './executor-deps.ts'
import type { createLaneQueues } from './lane-queues.ts'
import { isParty, type Parties, type Party } from './parties.ts'
import { executeTogether } from './together.ts'

interface TakerDeps {
  readonly executor: ExecutorDeps
  readonly queues: ReturnType<typeof createLaneQueues>
  readonly parties: Parties
  /** Jobs that the queue hands over at once when many are due. */
  readonly fetchSize: number
  readonly stopping: AbortSignal
  readonly log: Logger
}

/** Jobs in hand at once where some of them go together. */
const mostInHand = 120

/** Carries out what the queue hands over; resolves when all of it has begun, or waits behind others of its lane. */
export function createTaker({ executor, queues, parties, fetchSize, stopping, log }: TakerDeps) {
  const laneOf = ({ organizationId, lane }: SyncJob) => `${organizationId}/${lane}`
  const isFree = (job: SyncJob) => queues.isFree(laneOf(job))
  const failed =
    ({ organizationId, syncId }: SyncJob) =>
    (error: unknown) =>
      log.error({ err: error, syncId, organizationId }, 'a sync could not be carried out')

  async function carryTogether(party: Party): Promise<void> {
    const ends = await executeTogether(executor, party, party.jobs)
    for (const [index, end] of ends.entries())
      if (end.status === 'rejected') failed(party.jobs[index] as SyncJob)(end.reason)
  }

  return async function take(
    jobs: readonly SyncJob[],
    more: (most: number) => Promise<readonly SyncJob[]>,
  ): Promise<void> {
    let due = await parties.form(jobs, isFree)
    // Many are due, and some of them go together: the more, the fewer calls.
    if (jobs.length === fetchSize && fetchSize < mostInHand && due.some(isParty))
      due = await parties.form([...jobs, ...(await more(mostInHand - fetchSize))], isFree)
    for (const one of due) {
      if (stopping.aborted) return
      if (isParty(one)) await queues.add(one.jobs.map(laneOf), () => carryTogether(one))
      else await queues.add([laneOf(one)], () => executeSync(executor, one).catch(failed(one)))
    }
  }
}
