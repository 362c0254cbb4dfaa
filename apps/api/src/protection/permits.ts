import { randomUUID } from 'node:crypto'
import { withOrganization } from '@syncline/db/pool'
import { leasePermits, type PermitRequest } from '@syncline/db/protection'
import type pg from 'pg'

/** How many calls of an account may be out at once, by whichever worker. */
export interface AtOnce {
  readonly bucket: string
  readonly most: number
}

export type Permit =
  | {
      readonly ok: true
      /** Has to follow when the call has ended; again does nothing. */
      release(): void
    }
  | { readonly ok: false; readonly waitMs: number }

export interface Permits {
  take(organizationId: string, atOnce: AtOnce): Promise<Permit>
  /** Gives back what is held, where a process ends as it should. */
  close(): Promise<void>
}

type LeasePermitsOf = (organizationId: string, request: PermitRequest) => Promise<number>

/** What this process has of one account. */
interface Held {
  readonly organizationId: string
  atOnce: AtOnce
  /** So many may be out; none begins after `untilMs`, by this process's own clock. */
  allowed: number
  untilMs: number
  out: number
  /** The most that were out since it was last asked. */
  peak: number
  waiting: number
  /** There are no more to be had before. */
  fullUntilMs: number
  /** The last of those who were told a time comes then. */
  turnMs: number
  /** How long a call takes, of the last ones. */
  callMs: number
  /** While it is asked none begins: what was told of those that are out stays true. */
  asking: Promise<void> | null
  timer: NodeJS.Timeout | null
}

const times = {
  /** Longer than any request takes: what a dead process had out is over by then. */
  leaseMs: 25_000,
  beginMs: 2_000,
  tellMs: 1_000,
  /** While another waits for what ends here. */
  handOverMs: 50,
  fullMs: 250,
}
export type PermitTimes = typeof times
const usualCallMs = 300
const mostWaitMs = 30_000
const mostRounds = 3

export const permitsOf = (pool: pg.Pool): LeasePermitsOf => {
  return (organizationId, request) =>
    withOrganization(pool, organizationId, (tx) => leasePermits(tx, organizationId, request))
}

/**
 * Begins calls from leased permits. It tells the database once a second what is out, as long as anything is, and gives back
 * what it did not need; in between calls begin and end in memory.
 */
export function createPermits(
  lease: LeasePermitsOf,
  nowMs: () => number = () => performance.now(),
  { leaseMs, beginMs, tellMs, handOverMs, fullMs }: PermitTimes = times,
): Permits {
  const holder = randomUUID()
  const all = new Map<string, Held>()
  const keyOf = (organizationId: string, { bucket }: AtOnce) => `${organizationId}/${bucket}`

  function heldOf(organizationId: string, atOnce: AtOnce): Held {
    const key = keyOf(organizationId, atOnce)
    let held = all.get(key)
    if (!held) {
      held = {
        organizationId,
        atOnce,
        allowed: 0,
        untilMs: 0,
        out: 0,
        peak: 0,
        waiting: 0,
        fullUntilMs: 0,
        turnMs: 0,
        callMs: usualCallMs,
        asking: null,
        timer: null,
      }
      all.set(key, held)
    }
    held.atOnce = atOnce
    return held
  }

  // Who has none yet may soon have a share, as if four processes wanted them.
  const stepMs = ({ callMs, allowed, atOnce }: Held) => callMs / Math.max(allowed, atOnce.most / 4)
  const wantedBy = (held: Held) => {
    const inLine = Math.max(0, Math.ceil((held.turnMs - nowMs()) / stepMs(held)))
    return Math.min(held.atOnce.most, Math.max(held.out + held.waiting + inLine, held.peak))
  }

  async function ask(held: Held): Promise<void> {
    const { organizationId, atOnce, out } = held
    const wanted = wantedBy(held)
    // The time of the question: the answer's own is later, and what it grants counts from there.
    const askedMs = nowMs()
    held.allowed = 0
    held.peak = out
    held.allowed = await lease(organizationId, { ...atOnce, holder, out, wanted, leaseMs })
    held.untilMs = askedMs + beginMs
    held.fullUntilMs = held.allowed < wanted ? nowMs() + fullMs : 0
    if (wanted > 0 || held.out > 0) later(held, tellMs)
    else if (held.waiting === 0) all.delete(keyOf(organizationId, atOnce))
  }

  const asked = (held: Held): Promise<void> => {
    held.asking ??= ask(held).finally(() => {
      held.asking = null
    })
    return held.asking
  }

  function later(held: Held, ms: number): void {
    if (held.timer) clearTimeout(held.timer)
    held.timer = setTimeout(() => {
      held.timer = null
      // What can't be told lapses, and the next call finds out why.
      asked(held).catch(() => later(held, tellMs))
    }, ms)
    held.timer.unref()
  }

  function begin(held: Held): Permit | null {
    if (held.asking || held.out >= held.allowed || held.untilMs <= nowMs()) return null
    held.out++
    held.peak = Math.max(held.peak, held.out)
    const beganMs = nowMs()
    let isOut = true
    return {
      ok: true,
      release() {
        if (!isOut) return
        isOut = false
        held.callMs = held.callMs * 0.8 + (nowMs() - beganMs) * 0.2
        held.out--
        // More were out than it may have: another process waits for this one.
        if (held.out >= held.allowed && !held.asking) later(held, handOverMs)
      },
    }
  }

  /** To each who waits a time of its own, as far after the others' as calls end. */
  function turnOf(held: Held): number {
    held.turnMs = Math.max(nowMs() + fullMs, held.turnMs + stepMs(held))
    return Math.min(Math.ceil(held.turnMs - nowMs()), mostWaitMs)
  }

  return {
    async take(organizationId, atOnce) {
      const held = heldOf(organizationId, atOnce)
      held.waiting++
      try {
        for (let round = 0; round < mostRounds; round++) {
          if (held.asking) await held.asking
          const permit = begin(held)
          if (permit) return permit
          if (nowMs() < held.fullUntilMs) break
          await asked(held)
        }
        return begin(held) ?? { ok: false, waitMs: turnOf(held) }
      } finally {
        held.waiting--
      }
    },
    async close() {
      const open = [...all.values()]
      all.clear()
      for (const held of open) if (held.timer) clearTimeout(held.timer)
      await Promise.all(
        open.map(({ organizationId, atOnce, out }) =>
          lease(organizationId, { ...atOnce, holder, out, wanted: 0, leaseMs }),
        ),
      )
    },
  }
}
