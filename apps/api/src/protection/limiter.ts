import { withOrganization } from '@syncline/db/pool'
import { type Lease, leaseTokens, type TokenRequest } from '@syncline/db/protection'
import type { CallLimit } from '@syncline/domain/connection'
import type pg from 'pg'

export interface Budget extends CallLimit {
  readonly bucket: string
  /** The connection that spends it. */
  readonly venue: string
}

export interface Limiter {
  /**
   * Takes one token of each budget, or of none.
   * @returns 0, or the milliseconds after which to ask again
   */
  take(organizationId: string, budgets: readonly Budget[]): Promise<number>
  /** What this process still has of a budget is worth nothing any more. */
  drop(organizationId: string, bucket: string): void
}

type LeaseTokens = (organizationId: string, request: TokenRequest) => Promise<Lease>

interface Held {
  tokens: number
  /** Of the last lease. */
  spent: number
  /** By this process's own clock. */
  untilMs: number
  /** A lease on its way, for all who wait. */
  asking: Promise<number> | null
  waiting: number
}

const maxHeld = 5_000
/** Short, so that little lapses; a fifth of the window at most, so that little of it is lost to leases that overlap. */
const leaseMsOf = ({ windowMs }: CallLimit) => Math.min(Math.floor(windowMs / 5), 2_000)
/** Of the tokens of a window, at most: as many workers share them, and a busy one asks ten times a window. */
const share = 10
const mostRounds = 3

export const leaseOf = (pool: pg.Pool): LeaseTokens => {
  return (organizationId, request) =>
    withOrganization(pool, organizationId, (tx) => leaseTokens(tx, organizationId, request))
}

/** Spends leased tokens from memory: one statement brings several, and those who ask meanwhile wait for the same one. */
export function createLimiter(lease: LeaseTokens, nowMs: () => number = () => performance.now()): Limiter {
  const all = new Map<string, Held>()
  const keyOf = (organizationId: string, bucket: string, venue = '') => `${organizationId}/${bucket}/${venue}`

  function heldOf(key: string): Held {
    let held = all.get(key)
    if (!held) {
      for (const [old, { untilMs, asking }] of all)
        if (all.size >= maxHeld && !asking && untilMs <= nowMs()) all.delete(old)
      all.set(key, (held = { tokens: 0, spent: 0, untilMs: 0, asking: null, waiting: 0 }))
    }
    return held
  }

  function spend(held: Held): boolean {
    if (held.tokens === 0 || held.untilMs <= nowMs()) return false
    held.tokens--
    held.spent++
    return true
  }

  function giveBack(held: Held): void {
    held.tokens++
    held.spent--
  }

  async function ask(organizationId: string, budget: Budget, held: Held): Promise<number> {
    // The time of the question: the answer's own is later, and what it grants counts from there.
    const askedMs = nowMs()
    const leaseMs = leaseMsOf(budget)
    // Twice what was needed last: of a venue that seldom calls little lapses, and one that often does soon asks seldom.
    const ahead = Math.min(held.spent * 2, Math.ceil(budget.calls / share))
    const wanted = Math.min(budget.calls, Math.max(held.waiting, ahead))
    held.spent = 0
    const { granted, waitMs } = await lease(organizationId, { ...budget, leaseMs, wanted })
    held.tokens = granted
    held.untilMs = askedMs + leaseMs
    return waitMs
  }

  async function takeOne(organizationId: string, budget: Budget): Promise<number> {
    const held = heldOf(keyOf(organizationId, budget.bucket, budget.venue))
    held.waiting++
    try {
      for (let round = 0; round < mostRounds; round++) {
        if (spend(held)) return 0
        held.asking ??= ask(organizationId, budget, held).finally(() => {
          held.asking = null
        })
        const waitMs = await held.asking
        if (spend(held)) return 0
        if (waitMs > 0) return waitMs
        // Others took what there was: the next lease is as large as there are callers left.
      }
      return Math.ceil(budget.windowMs / budget.calls)
    } finally {
      held.waiting--
    }
  }

  return {
    async take(organizationId, budgets) {
      const taken: { held: Held; untilMs: number }[] = []
      for (const budget of budgets) {
        const waitMs = await takeOne(organizationId, budget)
        if (waitMs > 0) {
          // A token goes back to the lease it came from, never to a later one.
          for (const { held, untilMs } of taken) if (held.untilMs === untilMs) giveBack(held)
          return waitMs
        }
        const held = heldOf(keyOf(organizationId, budget.bucket, budget.venue))
        taken.push({ held, untilMs: held.untilMs })
      }
      return 0
    },
    drop(organizationId, bucket) {
      const ofBucket = keyOf(organizationId, bucket)
      for (const key of all.keys()) if (key.startsWith(ofBucket)) all.delete(key)
    },
  }
}
