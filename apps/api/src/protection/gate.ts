import { randomUUID } from 'node:crypto'
import { withOrganization } from '@syncline/db/pool'
import {
  enterBreaker,
  leaveTrial,
  noteCall,
  pauseBucket,
  readStanding,
  type Standing,
} from '@syncline/db/protection'
import {
  type BreakerPolicy,
  countsAgainstProvider,
  type ProviderName,
  usualBreaker,
} from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type pg from 'pg'
import type { Logger } from 'pino'
import { createKept } from '../jobs/kept.ts'
import { type Caller, callerWith, type TargetDirectory } from '../jobs/targets.ts'
import { accountAtOnce, accountBudget, budgetsOf, type CallKind, callerOf, type Limited } from './budgets.ts'
import { createLimiter, type Limiter, leaseOf } from './limiter.ts'
import type { NoteProtection } from './note.ts'
import { createPermits, type Permits, permitsOf } from './permits.ts'

/** How a call ended, as far as it matters here: every outcome of a provider's adapter fits. */
export type CallEnd = object & { readonly code?: ErrorCode; readonly retryAfterMs?: number }

export type Entry =
  | {
      readonly ok: true
      /** Has to follow every call that went out: until then it counts as one of those that are out at once. */
      report(end: CallEnd): Promise<void>
      /** Instead, where the call did not go out after all, or nobody knows how it ended. */
      release(): Promise<void>
    }
  | {
      readonly ok: false
      readonly hold: 'limit' | 'breaker'
      readonly code: 'RATE_LIMIT_EXCEEDED' | 'CIRCUIT_OPEN'
      readonly waitMs: number
    }

/** What stands between us and the providers: asked right before each call, told of its end right after. */
export interface Protection {
  enter(organizationId: string, connectionId: string, kind: CallKind): Promise<Entry>
  /** The limits alone, for a look at a provider that is left in peace. */
  enterPastBreaker(organizationId: string, connectionId: string, kind: CallKind): Promise<Entry>
  /** The usual limits of the account that a key opens, for a look with credentials that are not kept yet. */
  enterWithKey(organizationId: string, provider: ProviderName, key: string | undefined): Promise<Entry>
  /** Gives back what other processes may have. */
  close(): Promise<void>
}

/** A call with its end told, also where that is an error of ours. */
export async function reporting<End extends CallEnd>(
  { report, release }: Extract<Entry, { ok: true }>,
  call: () => Promise<End>,
): Promise<End> {
  const end = await call().catch(async (error: unknown) => {
    await release()
    throw error
  })
  await report(end)
  return end
}

export interface GateDeps {
  readonly pool: pg.Pool
  readonly targets: Pick<TargetDirectory, 'caller'>
  readonly note: NoteProtection
  readonly random: () => number
  readonly log: Logger
  /** What the installation sets for its breakers. */
  readonly breaker?: BreakerPolicy
  readonly limiter?: Limiter
  readonly permits?: Permits
}

const unlimited = { ok: true, release() {} } as const
const nothing = async () => {}
const free: Entry = { ok: true, report: nothing, release: nothing }
const noConnection = 'none'

/** How long another worker may not have heard of a change: of limits, and of a first failure. */
const standingMs = 1_000
/** Longer than any call: after that a trial counts as lost. */
const trialMs = 90_000
const mostWaitMs = 300_000
const mostPauseMs = 3_600_000

export function createProtection(deps: GateDeps): Protection {
  const { pool, log, random } = deps
  const limiter = deps.limiter ?? createLimiter(leaseOf(pool))
  const permits = deps.permits ?? createPermits(permitsOf(pool))
  // While anything is wrong it is read anew for each call, so that nobody runs into an open breaker.
  const standings = createKept<Standing | null>(
    standingMs,
    () => performance.now(),
    (standing) => standing?.breaker === 'closed' && standing.failures === 0,
  )
  const within = <Result>(organizationId: string, work: (tx: pg.ClientBase) => Promise<Result>) =>
    withOrganization(pool, organizationId, work)
  const keyOf = (organizationId: string, connectionId: string) => `${organizationId}/${connectionId}`

  const find = (organizationId: string, connectionId: string) =>
    standings.get(keyOf(organizationId, connectionId), () =>
      within(organizationId, (tx) => readStanding(tx, organizationId, connectionId)),
    )

  /** A place among the calls that are out, and a token of each budget; or neither. */
  async function take(
    organizationId: string,
    connectionId: string,
    limited: Limited,
    kind: CallKind,
    known?: Caller,
  ) {
    const caller = known ?? (await callerOf(deps.targets, organizationId, connectionId, limited))
    const atOnce = accountAtOnce(connectionId, limited, caller)
    // First, since it can be given back.
    const permit = atOnce ? await permits.take(organizationId, atOnce) : unlimited
    if (!permit.ok) return permit
    const waitMs = await limiter
      .take(organizationId, budgetsOf(connectionId, limited, kind, caller))
      .catch((error: unknown) => {
        permit.release()
        throw error
      })
    if (waitMs === 0) return permit
    permit.release()
    return { ok: false as const, waitMs }
  }

  /** Its end tells nothing but that it is over. */
  async function enterLimits(
    organizationId: string,
    connectionId: string,
    limited: Limited,
    kind: CallKind,
    known?: Caller,
  ): Promise<Entry> {
    const permit = await take(organizationId, connectionId, limited, kind, known)
    if (!permit.ok) return held('limit', permit.waitMs)
    const end = async () => permit.release()
    return { ok: true, report: end, release: end }
  }

  /** The breaker has changed already: that it can't be told now stops no call. */
  const tell: NoteProtection = (organizationId, connectionId, event) =>
    deps.note(organizationId, connectionId, event).catch((error) => {
      log.error({ err: error, organizationId, connectionId }, 'a change of a breaker could not be told')
    })

  const held = (hold: 'limit' | 'breaker', waitMs: number): Entry => ({
    ok: false,
    hold,
    code: hold === 'limit' ? 'RATE_LIMIT_EXCEEDED' : 'CIRCUIT_OPEN',
    waitMs: Math.min(Math.max(waitMs, 100), mostWaitMs),
  })

  async function slowDown(organizationId: string, connectionId: string, standing: Standing, askedMs: number) {
    const caller = await callerOf(deps.targets, organizationId, connectionId, standing)
    const budget = accountBudget(connectionId, standing, caller)
    // Where it does not say how long: until its window is over.
    const pauseMs = Math.min(Math.max(askedMs, budget.windowMs), mostPauseMs)
    limiter.drop(organizationId, budget.bucket)
    await within(organizationId, (tx) => pauseBucket(tx, organizationId, budget, pauseMs))
  }

  async function count(
    organizationId: string,
    connectionId: string,
    standing: Standing,
    caller: string,
    failure: ErrorCode | null,
  ) {
    const policy = standing.policy?.breaker ?? usualBreaker(standing.provider, deps.breaker)
    const counted = await within(organizationId, (tx) =>
      noteCall(tx, organizationId, connectionId, caller, failure, policy),
    )
    standings.forget(keyOf(organizationId, connectionId))
    if (!counted.became) return
    await tell(
      organizationId,
      connectionId,
      counted.state === 'open'
        ? {
            type: 'CircuitOpened',
            data: { failures: counted.failures, code: failure, openMs: policy.openMs },
          }
        : { type: 'CircuitClosed', data: { reason: null } },
    )
  }

  return {
    async enter(organizationId, connectionId, kind) {
      const standing = await find(organizationId, connectionId)
      // There is no such connection: whoever calls finds out and says so.
      if (!standing) return free
      const caller = randomUUID()
      let trial = false
      if (standing.breaker !== 'closed') {
        const { verdict, waitMs, became } = await within(organizationId, (tx) =>
          enterBreaker(tx, organizationId, connectionId, caller, trialMs),
        )
        // Spread, so that not all of them stand at the door when it opens.
        if (verdict === 'open') return held('breaker', waitMs + random() * Math.min(waitMs, 5_000))
        trial = verdict === 'trial'
        if (became) await tell(organizationId, connectionId, { type: 'CircuitHalfOpened', data: {} })
      }
      const leave = async () => {
        if (trial) await within(organizationId, (tx) => leaveTrial(tx, organizationId, connectionId, caller))
      }
      const permit = await take(organizationId, connectionId, standing, kind)
      if (!permit.ok) {
        await leave()
        return held('limit', permit.waitMs)
      }
      return {
        ok: true,
        async release() {
          permit.release()
          await leave()
        },
        async report({ code, retryAfterMs = 0 }) {
          permit.release()
          try {
            if (code === 'RATE_LIMIT_EXCEEDED')
              await slowDown(organizationId, connectionId, standing, retryAfterMs)
            const failed = code !== undefined && countsAgainstProvider(code)
            // That we gave up ourselves says nothing of the provider.
            if (code === 'OUTCOME_UNKNOWN') await leave()
            else if (failed || trial || standing.failures > 0)
              await count(organizationId, connectionId, standing, caller, failed ? code : null)
          } catch (error) {
            // The outcome of the call is what matters; what it says of the provider, the next one says too.
            log.error({ err: error, organizationId, connectionId }, 'a call could not be counted')
          }
        },
      }
    },
    async enterPastBreaker(organizationId, connectionId, kind) {
      const standing = await find(organizationId, connectionId)
      return standing ? enterLimits(organizationId, connectionId, standing, kind) : free
    },
    async enterWithKey(organizationId, provider, key) {
      // The account is whose key it is.
      const limited = { provider, accountId: noConnection, policy: null }
      return enterLimits(organizationId, noConnection, limited, 'read', callerWith(organizationId, key))
    },
    close: () => permits.close(),
  }
}
