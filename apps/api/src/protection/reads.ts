import { readOrganization } from '@syncline/db/pool'
import {
  listLooks,
  listStandings,
  readBreaker,
  readBuckets,
  readPermits,
  readStanding,
  recentErrors,
  type StandingRow,
} from '@syncline/db/protection'
import { type BreakerPolicy, usualBreaker } from '@syncline/domain/connection'
import type { LimitView, ProtectionView, StandingView } from '@syncline/domain/view'
import type pg from 'pg'
import type { TargetDirectory } from '../jobs/targets.ts'
import { accountAtOnce, accountBudget, bucketsOf, callerOf } from './budgets.ts'
import type { Budget } from './limiter.ts'

function standingView(
  row: StandingRow,
  { bucket, calls, windowMs }: Budget,
  used: ReadonlyMap<string, number>,
): StandingView {
  const { kind, lastFour, createdAt } = row
  return {
    connectionId: row.connectionId,
    health: row.health,
    breaker: {
      state: row.breaker,
      failures: row.failures,
      openUntil: row.breaker === 'open' ? (row.openUntil?.toISOString() ?? null) : null,
    },
    limit: { calls, windowMs, used: Math.min(used.get(bucket) ?? 0, calls) },
    credential: kind && { kind, lastFour, createdAt: createdAt.toISOString(), retiredAt: null },
    nextRunAt: row.nextRunAt?.toISOString() ?? null,
  }
}

/** A day of looks every five minutes. */
const looksShown = 288

export function createProtectionReads(deps: {
  pool: pg.Pool
  targets: Pick<TargetDirectory, 'caller'>
  breaker?: BreakerPolicy
}) {
  return {
    /** How each connection stands, in the order of their names: what a list has room for. */
    async standings(organizationId: string): Promise<readonly StandingView[]> {
      const rows = await readOrganization(deps.pool, organizationId, (tx) =>
        listStandings(tx, organizationId),
      )
      const budgets = await Promise.all(
        rows.map(async (row) => {
          const caller = await callerOf(deps.targets, organizationId, row.connectionId, row)
          return accountBudget(row.connectionId, row, caller)
        }),
      )
      const uses = await readOrganization(deps.pool, organizationId, (tx) =>
        readBuckets(tx, organizationId, [...new Set(budgets.map(({ bucket }) => bucket))]),
      )
      const used = new Map(uses.map((use) => [use.bucket, use.used]))
      return rows.map((row, index) => standingView(row, budgets[index] as Budget, used))
    },
    /** Null when there is no such connection in this organization, whether or not there is in another. */
    async get(organizationId: string, connectionId: string): Promise<ProtectionView | null> {
      const standing = await readOrganization(deps.pool, organizationId, (tx) =>
        readStanding(tx, organizationId, connectionId),
      )
      if (!standing) return null
      const caller = await callerOf(deps.targets, organizationId, connectionId, standing)
      return readOrganization(deps.pool, organizationId, async (tx) => {
        const { policy, provider } = standing
        const names = bucketsOf(connectionId, standing, caller)
        const uses = await readBuckets(tx, organizationId, Object.values(names))
        const breaker = await readBreaker(tx, organizationId, connectionId)
        const looks = await listLooks(tx, organizationId, connectionId, looksShown)
        const out = await readPermits(tx, organizationId, [names.account])
        const errors = await recentErrors(tx, organizationId, connectionId)
        const limitOf = (of: LimitView['of'], limit: Pick<LimitView, 'calls' | 'windowMs'>): LimitView => {
          const use = uses.find(({ bucket }) => bucket === names[of])
          return {
            of,
            calls: limit.calls,
            windowMs: limit.windowMs,
            used: Math.min(use?.used ?? 0, limit.calls),
            pausedUntil: use?.pausedUntil?.toISOString() ?? null,
          }
        }
        const account = accountBudget(connectionId, standing, caller)
        const atOnce = accountAtOnce(connectionId, standing, caller)
        return {
          health: looks[0]?.health ?? null,
          looks: looks.map(({ lookedAt, ...look }) => ({ ...look, at: lookedAt.toISOString() })),
          breaker: {
            ...(policy?.breaker ?? usualBreaker(provider, deps.breaker)),
            state: breaker?.state ?? 'closed',
            failures: breaker?.failures ?? 0,
            lastCode: breaker?.lastCode ?? null,
            lastFailedAt: breaker?.lastFailedAt?.toISOString() ?? null,
            openUntil: breaker?.openUntil?.toISOString() ?? null,
          },
          limits: [
            limitOf('account', account),
            ...(policy?.writes ? [limitOf('writes', policy.writes)] : []),
            ...(policy?.reads ? [limitOf('reads', policy.reads)] : []),
          ],
          atOnce: atOnce && { most: atOnce.most, out: Math.min(out.get(names.account) ?? 0, atOnce.most) },
          policy,
          errors: errors.map(({ lastAt, ...error }) => ({ ...error, lastAt: lastAt.toISOString() })),
        }
      })
    },
  }
}
export type ProtectionReads = ReturnType<typeof createProtectionReads>
