import type { SyncJob } from '@syncline/domain/job'
import { askLeave, type Leave } from './ask-leave.ts'
import { executeSync, type Member } from './executor.ts'
import type { Executed, ExecutorDeps } from './executor-deps.ts'
import { createMeeting } from './meeting.ts'
import { type JointStep, sendTogether } from './send-together.ts'
import { createSlots } from './slots.ts'
import type { Step } from './step.ts'

/** How many are read and planned side by side, or go alone after all. */
const sideBySide = 8
/** From the first that is planned: who is still reading by then goes with a later round. */
const patienceMs = 2_000

/**
 * Carries syncs of one connection side by side, with one seat. Each takes its lane, begins and ends on its own, as alone;
 * those the provider takes by one call go out by one. No two may be of one record.
 * @returns what each came to, in order
 */
export async function executeTogether(
  deps: ExecutorDeps,
  { organizationId, connectionId }: { readonly organizationId: string; readonly connectionId: string },
  jobs: readonly SyncJob[],
): Promise<readonly PromiseSettledResult<Executed>[]> {
  const seat = await deps.seats?.take(`${organizationId}/${connectionId}`)
  if (seat && 'waitMs' in seat)
    return Promise.allSettled(jobs.map((job) => deps.again(job, seat.waitMs).then(() => 'no_seat' as const)))
  const slots = createSlots(sideBySide)
  const planned = createMeeting<JointStep, Leave>(
    jobs.length,
    () => deps.pause(patienceMs),
    (steps) => sendTogether(deps, { organizationId, connectionId }, steps),
  )

  async function carry(job: SyncJob, makeRoom: () => void): Promise<Executed> {
    /** Nobody may wait for one who is not coming. */
    let stayAway = async () => planned.stayAway()
    const withdraw = () => {
      const once = stayAway
      stayAway = async () => {}
      return once()
    }
    const member: Member = {
      connectionId,
      async askLeave(own, same, ready, step) {
        if (!isJoint(step)) {
          // What is being read goes out in a moment.
          if (!isRead(step)) await withdraw()
          return askLeave(own, same, ready, step)
        }
        stayAway = async () => {}
        makeRoom()
        const { next, release } = await planned.come(step)
        stayAway = release
        return { next, release }
      },
    }
    return executeSync(deps, job, member).finally(withdraw)
  }

  function inTurn(job: SyncJob): Promise<Executed> {
    const executed = Promise.withResolvers<Executed>()
    const room = Promise.withResolvers<void>()
    void slots.take(() => {
      carry(job, room.resolve).finally(room.resolve).then(executed.resolve, executed.reject)
      return room.promise
    })
    return executed.promise
  }

  return Promise.allSettled(jobs.map(inTurn)).finally(() => seat?.leave())
}

const isJoint = (step: Step): step is JointStep => 'send' in step && step.joint !== undefined
const isRead = (step: Step): boolean => 'command' in step && step.command.type === 'readSource'
