import { withOrganization } from '@syncline/db/pool'
import { claimRuns, keepClaim, leavePlace, putOffRun, type RunTurn } from '@syncline/db/runs'
import type pg from 'pg'
import { afterFault, type CarryDeps, carryPage, type Step } from './carry-page.ts'

export interface CarrierDeps extends CarryDeps {
  readonly worker: string
}

/** Longer than a page may take, and what it asks for after it. */
const leaseSeconds = 120
const mostAtOnce = 4

/** Carries runs on, page after page, until they are over, have to wait, or the worker stops. */
export function createRunCarrier(deps: CarrierDeps) {
  const going = new Set<Promise<void>>()
  let stopping = false
  const within = <Result>({ organizationId }: RunTurn, work: (tx: pg.ClientBase) => Promise<Result>) =>
    withOrganization(deps.pool, organizationId, work)

  const leave = (turn: RunTurn, step: Step): Promise<void> =>
    within(turn, (tx) =>
      step.next === 'wait' ? putOffRun(tx, turn, deps.worker, step) : leavePlace(tx, turn),
    )

  async function carry(turn: RunTurn): Promise<void> {
    for (let at = turn; ; at = { ...turn, failingSince: null, failures: 0 }) {
      const step = await carryPage(deps, at)
      if (step.next !== 'page') return leave(turn, step)
      if (!(await within(turn, (tx) => keepClaim(tx, turn, deps.worker, leaseSeconds)))) return
      if (stopping) return leave(turn, { next: 'wait', waitMs: 0, hold: null, failed: false })
    }
  }

  async function carryOn(turn: RunTurn): Promise<void> {
    const { organizationId, runId } = turn
    try {
      await carry(turn)
    } catch (error) {
      deps.log.error({ err: error, organizationId, runId }, 'a run tripped')
      // Where the database is away it stays claimed, until the claim is over.
      await afterFault(deps, turn)
        .then((step) => leave(turn, step))
        .catch(() => {})
    }
  }

  return {
    /** Takes up what is due, as far as there is room. @returns how many */
    async look(): Promise<number> {
      const room = mostAtOnce - going.size
      if (room <= 0 || stopping) return 0
      const turns = await claimRuns(deps.pool, deps.worker, leaseSeconds, room)
      for (const turn of turns) {
        const carrying = carryOn(turn).finally(() => going.delete(carrying))
        going.add(carrying)
      }
      return turns.length
    },
    /** Resolves when nothing is in hand. */
    idle: async (): Promise<void> => void (await Promise.all(going)),
    /** The page in hand is the last; the rest is another's. */
    async stop(): Promise<void> {
      stopping = true
      await Promise.all(going)
    },
  }
}
