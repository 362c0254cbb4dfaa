import type { Standing } from '@syncline/db/protection'
import { type LimitPolicy, usualLimit, usualPolicy } from '@syncline/domain/connection'
import type { Budget } from './limiter.ts'

/** What a call does there. */
export type CallKind = 'write' | 'read'

/** The names under which the budgets of a connection are kept: that of the account is shared by all its connections. */
export const bucketsOf = (
  connectionId: string,
  { provider, accountId }: Pick<Standing, 'provider' | 'accountId'>,
) => ({
  account: `account:${provider}:${accountId}`,
  writes: `write:${connectionId}`,
  reads: `read:${connectionId}`,
})

/** The account's budget: what a person set, or what the provider is known to allow. */
export function accountBudget(connectionId: string, standing: Standing, hasTestKey: boolean): Budget {
  const limit = standing.policy?.account ?? usualLimit(standing.provider, hasTestKey)
  return { bucket: bucketsOf(connectionId, standing).account, venue: connectionId, ...limit }
}

/** The narrower one first: what it refuses costs the account nothing. */
export function budgetsOf(
  connectionId: string,
  standing: Standing,
  kind: CallKind,
  hasTestKey: boolean,
): readonly Budget[] {
  const policy: LimitPolicy = standing.policy ?? usualPolicy
  const name = kind === 'write' ? 'writes' : 'reads'
  const own = policy[name]
  const account = accountBudget(connectionId, standing, hasTestKey)
  return own
    ? [{ bucket: bucketsOf(connectionId, standing)[name], venue: connectionId, ...own }, account]
    : [account]
}
