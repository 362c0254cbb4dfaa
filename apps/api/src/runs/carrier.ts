import { withOrganization } from '@syncline/db/pool'
import { claimRuns, keepClaim, leavePlace, putOffRun, type RunTurn } from '@syncline/db/runs'
import type pg from 'pg'
import { type CarryDeps, carryPage } from './carry-page.ts'

export interface CarrierDeps extends CarryDeps {
  readonly worker: string
}

/** Longer than a page may take, and what it asks for after it. */
const leaseSeconds = 120
const mostAtOnce = 4
/** After something nobody reckoned with. */
const trippedWaitMs = 10_000

/** Carries runs on, page after page, until they are over, have to wait, or the worker stops. */
export function createRunCarrier(deps: CarrierDeps) {
  const going = new Set<Promise<void>>()
  let stopping = false
  const within = <Result>({ organizationId }: RunTurn, work: (tx: pg.ClientBase) => Promise<Result>) =>
    withOrganization(deps.pool, organizationId, work)

  async function carry(turn: RunTurn): Promise<void> {
    for (let at = turn; ; at = { ...turn, failingSince: null, failures: 0 }) {
      const step = await carryPage(deps, at)
      if (step.next === 'over') return within(turn, (tx) => leavePlace(tx, turn))
      if (step.next === 'wait') return within(turn, (tx) => putOffRun(tx, turn, deps.worker, step))
      if (!(await within(turn, (tx) => keepClaim(tx, turn, deps.worker, leaseSeconds)))) return
      if (stopping)
        return within(turn, (tx) =>
          putOffRun(tx, turn, deps.worker, { waitMs: 0, hold: null, failed: false }),
        )
    }
  }

  async function carryOn(turn: RunTurn): Promise<void> {
    const { organizationId, runId } = turn
    try {
      await carry(turn)
    } catch (error) {
      deps.log.error({ err: error, organizationId, runId }, 'a run tripped')
      const later = { waitMs: trippedWaitMs, hold: 'retry_at', failed: true }
      await within(turn, (tx) => putOffRun(tx, turn, deps.worker, later)).catch(() => {})
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
