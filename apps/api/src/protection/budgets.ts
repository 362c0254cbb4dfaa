import type { Standing } from '@syncline/db/protection'
import {
  type LimitPolicy,
  type ProviderName,
  usualAtOnce,
  usualLimit,
  usualPolicy,
} from '@syncline/domain/connection'
import type { Caller, TargetDirectory } from '../jobs/targets.ts'
import type { Budget } from './limiter.ts'
import type { AtOnce } from './permits.ts'

/** What a call does there. */
export type CallKind = 'write' | 'read'

/** What a limit depends on, of a connection. */
export type Limited = Pick<Standing, 'provider' | 'accountId' | 'policy'>

const anybody: Caller = { isTest: false, keyName: null }

/** An audience of Mailchimp's is part of an account, and where nobody said which account it is, its id is the connection's own. */
const isKnownByKey = (connectionId: string, { provider, accountId }: Limited) =>
  provider === 'mailchimp' || accountId === connectionId

/** Looked for where it matters. Credentials that do not open say nothing; the call itself will say what is wrong with them. */
export const callerOf = async (
  targets: Pick<TargetDirectory, 'caller'>,
  organizationId: string,
  connectionId: string,
  limited: Limited,
): Promise<Caller> =>
  limited.provider === 'stripe' || isKnownByKey(connectionId, limited)
    ? targets.caller(organizationId, connectionId).catch(() => anybody)
    : anybody

/** The names under which the budgets of a connection are kept: that of the account is shared by all its connections. */
export const bucketsOf = (connectionId: string, limited: Limited, { keyName }: Caller) => ({
  account: accountBucket(
    limited.provider,
    isKnownByKey(connectionId, limited) && keyName !== null ? `key:${keyName}` : limited.accountId,
  ),
  writes: `write:${connectionId}`,
  reads: `read:${connectionId}`,
})

export const accountBucket = (provider: ProviderName, account: string) => `account:${provider}:${account}`

/** The account's budget: what a person set, or what the provider is known to allow. */
export function accountBudget(connectionId: string, limited: Limited, caller: Caller): Budget {
  const limit = limited.policy?.account ?? usualLimit(limited.provider, caller.isTest)
  return { bucket: bucketsOf(connectionId, limited, caller).account, venue: connectionId, ...limit }
}

/** How many calls of the account may be out at once; null: however many. */
export function accountAtOnce(connectionId: string, limited: Limited, caller: Caller): AtOnce | null {
  const most = limited.policy?.atOnce ?? usualAtOnce(limited.provider)
  return most === null ? null : { bucket: bucketsOf(connectionId, limited, caller).account, most }
}

/** The narrower one first: what it refuses costs the account nothing. */
export function budgetsOf(
  connectionId: string,
  limited: Limited,
  kind: CallKind,
  caller: Caller,
): readonly Budget[] {
  const policy: LimitPolicy = limited.policy ?? usualPolicy
  const name = kind === 'write' ? 'writes' : 'reads'
  const own = policy[name]
  const account = accountBudget(connectionId, limited, caller)
  return own
    ? [{ bucket: bucketsOf(connectionId, limited, caller)[name], venue: connectionId, ...own }, account]
    : [account]
}
