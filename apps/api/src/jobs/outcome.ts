import type { ErrorCode } from '@syncline/domain/error'
import type { Certainty, SyncCommand } from '@syncline/domain/sync'
import type { PushOutcome } from '@syncline/providers/port'
import type { Judged } from './conflict.ts'
import type { ExecutorDeps } from './executor-deps.ts'

type Failed = Extract<PushOutcome, { outcome: 'failed' }>

/** An adapter threw, which is a bug; whether it had written by then is not known. */
export function tripped(deps: Pick<ExecutorDeps, 'log'>, error: unknown): Failed {
  deps.log.error({ err: error }, 'an adapter threw instead of answering')
  return unsent('OUTCOME_UNKNOWN', 'unknown')
}

/** A try of which there is nothing to show. */
export function unsent(code: ErrorCode, certainty: Certainty): Failed {
  const attempt = { request: { method: '', path: '', body: '' }, response: null, durationMs: 0 }
  const nothing = { retryable: true, retryAfterMs: 0, detail: null, learned: null, attempt } as const
  return { outcome: 'failed', code, certainty, ...nothing }
}

export const undisputed: Judged = { conflict: null, learned: null }

export function toCommand(
  outcome: PushOutcome,
  tryNumber: number,
  jitter: number,
  conflict: Judged['conflict'],
): SyncCommand {
  if (outcome.outcome === 'done')
    return {
      type: 'succeed',
      try: tryNumber,
      ...outcome.link,
      effect: outcome.effect,
      attempt: outcome.attempt,
    }
  const { code, certainty, detail, attempt, retryable, repeatable = true, retryAfterMs } = outcome
  return {
    type: 'fail',
    try: tryNumber,
    code,
    certainty,
    detail,
    attempt,
    retryable,
    repeatable,
    retryAfterMs,
    jitter,
    conflict,
  }
}
