import { errorTable } from '@syncline/domain/error'
import type { PushOutcome } from '../provider.ts'
import type { PushHarness } from './harness.ts'

/** `CODE certainty`, with `retryable` behind it where it is; or `done effect`. */
export function said(outcome: PushOutcome): string {
  if (outcome.outcome === 'done') return `done ${outcome.effect}`
  const { code, certainty, retryable } = outcome
  if (!Object.hasOwn(errorTable, code)) throw new Error(`${code} is not in the table`)
  return `${code} ${certainty}${retryable ? ' retryable' : ''}`
}

/** What becomes of a write by somebody who is not known, as `said` words it. */
export const refusalOfCaller = ({ tokenExpires }: PushHarness['traits']): string =>
  tokenExpires ? 'TOKEN_EXPIRED not_executed retryable' : 'INVALID_CREDENTIALS not_executed'

export function done(outcome: PushOutcome): Extract<PushOutcome, { outcome: 'done' }> {
  if (outcome.outcome !== 'done') throw new Error(`not done: ${said(outcome)} ${outcome.detail}`)
  return outcome
}

export function failed(outcome: PushOutcome): Extract<PushOutcome, { outcome: 'failed' }> {
  if (outcome.outcome !== 'failed') throw new Error('done where a failure was due')
  return outcome
}
