import {
  type Judgement,
  jsonOf,
  judgeSilence,
  judgeUnreadable,
  refusedAtTheDoor,
  rejected,
  retryAfterMs,
  unknown,
} from '../answer.ts'
import { toAttempt, toDetail } from '../attempt.ts'
import type { HttpOutcome } from '../http.ts'
import type { Link, PlannedCall, PushOutcome } from '../provider.ts'
import { sentOf } from './call.ts'
import { requestIdHeader } from './client.ts'
import { codeOfError, errorSchema, type SquareError } from './error.ts'
import type { PushKind } from './push-kind.ts'

type Answered = Extract<HttpOutcome, { kind: 'answered' }>

/** What one call came to: decided by status and error code, never by the wording of a message. */
export function toOutcome(kind: PushKind, call: PlannedCall, outcome: HttpOutcome, now: Date): PushOutcome {
  const sent = sentOf(call)
  const attempt = toAttempt(sent, outcome, requestIdHeader)
  const failed = { outcome: 'failed', retryAfterMs: 0, detail: null, learned: null, attempt } as const
  if (outcome.kind === 'unanswered') return { ...failed, ...judgeSilence(outcome) }
  const error = errorSchema.safeParse(jsonOf(outcome.body)).data?.errors[0] ?? null
  if (outcome.status >= 200 && outcome.status < 300 && !error) {
    const link = kind.written(call, jsonOf(outcome.body))
    return link
      ? { outcome: 'done', link, effect: call.effect, attempt }
      : { ...failed, ...judgeUnreadable(outcome.body) }
  }
  if (isGoneAlready(call, outcome, error) && call.externalId !== null)
    return { outcome: 'done', link: goneLink(call.externalId), effect: 'unchanged', attempt }
  return {
    ...failed,
    ...judgeStatus(call, outcome.status, error),
    retryAfterMs: retryAfterMs(outcome.headers['retry-after'], now),
    detail: error?.detail ? toDetail(sent, error.detail) : null,
  }
}

const goneLink = (externalId: string): Link => ({ externalId, externalVersion: null })

/** What was to be deleted is not there any more: the aim is reached, by an earlier try of ours or by somebody else. */
function isGoneAlready(call: PlannedCall, { status }: Answered, error: SquareError | null): boolean {
  return call.effect === 'deleted' && status === 404 && error?.code === 'NOT_FOUND'
}

function judgeStatus(call: PlannedCall, status: number, error: SquareError | null): Judgement {
  const code = error && codeOfError(error)
  switch (status) {
    case 401:
      return { ...refusedAtTheDoor('INVALID_CREDENTIALS'), ...(code === 'TOKEN_EXPIRED' && { code }) }
    case 403:
      return refusedAtTheDoor('PROVIDER_FORBIDDEN')
    case 404:
      // The list of customers itself is always there: without it the address is wrong.
      return rejected(call.externalId === null ? 'NOT_CONFIGURED' : 'RECORD_NOT_FOUND')
    case 408:
      return unknown('TIMEOUT')
    case 409:
      // Of an object somebody else changed; of a creation it may mean that the first try is still being worked on.
      return call.externalId === null ? unknown('OUTCOME_UNKNOWN') : rejected('VERSION_CONFLICT', true)
    case 429:
      return { code: 'RATE_LIMIT_EXCEEDED', certainty: 'not_executed', retryable: true }
    case 501:
      return rejected('PROVIDER_REFUSED')
    case 503:
      return unknown('PROVIDER_UNAVAILABLE')
    default:
      if (status >= 500) return unknown('PROVIDER_ERROR')
      // A redirect is not followed, and what answered it is not Square. Nor is a yes with errors in it a no.
      if (status < 400) return unknown('PROVIDER_MALFORMED_RESPONSE')
      return rejected(code ?? 'PROVIDER_REFUSED', code === 'VERSION_CONFLICT')
  }
}
